import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOperation, putBack } from './apply-operation.ts'
import type { BulkProduct } from './apply-operation.ts'
import { faultOfOperation } from './fault-of-operation.ts'
import { Operation } from './operation.ts'
import { valueOf } from './value-of.ts'

const price = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1e11 }))
const tag = fc.constantFrom('a', 'b', 'c', 'd')
const tags = fc.uniqueArray(tag)
const product: fc.Arbitrary<BulkProduct> = fc.record({
  id: fc.constantFrom('a', 'b'),
  price,
  category: fc.constantFrom('Shirts', 'Shoes'),
  tags,
  status: fc.constantFrom('active', 'archived'),
  reorderPoint: fc.option(fc.nat(100)),
  onHand: fc.nat(200),
})
const step = fc.constantFrom(1, 5, 10, 100, 1_000)
const rounding = step.chain((size) =>
  fc.record({
    step: fc.constant(size),
    way: fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
    less: fc.integer({ min: 0, max: size - 1 }),
  }),
)
const operation = fc
  .oneof(
    fc.record({
      kind: fc.constant('price-percent' as const),
      basisPoints: fc.integer({ min: -10_000, max: 100_000 }),
      rounding,
    }),
    fc.record({
      kind: fc.constant('price-amount' as const),
      amount: fc.integer({ min: -30_000, max: 30_000 }),
      rounding,
    }),
    fc.record({ kind: fc.constant('price-set' as const), price }),
    fc.record({ kind: fc.constant('category' as const), category: fc.constantFrom('Shirts', 'Shoes') }),
    fc.record({ kind: fc.constant('tags' as const), add: tags, remove: tags }),
    fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom('active', 'archived') }),
    fc.record({
      kind: fc.constant('recount' as const),
      branchId: fc.constant('00000000-0000-7000-8000-000000000001'),
      way: fc.constant('set' as const),
      pieces: fc.nat(200),
    }),
    fc.record({
      kind: fc.constant('reorder-point' as const),
      branchId: fc.constant('00000000-0000-7000-8000-000000000001'),
      reorderPoint: fc.option(fc.nat(100)),
    }),
  )
  .map((one) => Operation.parse(one))

test('a price is never below zero and never a fraction; what would be is a failure with its reason', () => {
  const seen = { changed: 0, same: 0, fails: 0 }
  fc.assert(
    fc.property(product, operation, (before, asked) => {
      const outcome = applyOperation(before, asked)
      seen[outcome.kind] += 1
      if (outcome.kind !== 'changed' || !asked.kind.startsWith('price')) return
      expect(Number.isSafeInteger(outcome.value)).toBe(true)
      expect(outcome.value).toBeGreaterThanOrEqual(0)
      expect(outcome.value).toBeLessThanOrEqual(1e11)
    }),
    { numRuns: 2_000 },
  )
  expect(Math.min(seen.changed, seen.same, seen.fails)).toBeGreaterThan(10)
})

test('rounding ends where it says, on the side that it says, less than a step away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: -9_000, max: 90_000 }),
      rounding,
      (at, basisPoints, asked) => {
        const before = { ...plain, price: at }
        const outcome = applyOperation(
          before,
          Operation.parse({ kind: 'price-percent', basisPoints, rounding: asked }),
        )
        if (outcome.kind === 'fails') return
        const after = outcome.kind === 'changed' ? Number(outcome.value) : at
        const exact = (at * (10_000 + basisPoints)) / 10_000
        expect((after + asked.less) % asked.step).toBe(0)
        if (asked.way === 'up') expect(after).toBeGreaterThanOrEqual(exact - 1e-4)
        if (asked.way === 'down') expect(after).toBeLessThanOrEqual(exact + 1e-4)
        expect(Math.abs(after - exact)).toBeLessThan(
          (asked.way === 'nearest' ? asked.step / 2 : asked.step) + 1e-4,
        )
      },
    ),
    { numRuns: 2_000 },
  )
})

test('whatever names a value is done once: a second time changes nothing', () => {
  fc.assert(
    fc.property(product, operation, (before, asked) => {
      fc.pre(asked.kind !== 'price-percent' && asked.kind !== 'price-amount')
      const once = applyOperation(before, asked)
      if (once.kind !== 'changed') return
      expect(once.value).not.toEqual(valueOf(before, asked))
      const field =
        { 'price-set': 'price', 'reorder-point': 'reorderPoint', recount: 'onHand' }[asked.kind as string] ??
        asked.kind
      expect(applyOperation({ ...before, [field]: once.value }, asked)).toEqual({ kind: 'same' })
    }),
  )
})

const plain: BulkProduct = {
  id: 'a',
  price: 1_000,
  category: 'C',
  tags: ['a'],
  status: 'active',
  reorderPoint: null,
  onHand: 0,
}

test.for([
  [
    { kind: 'price-percent', basisPoints: 1_000, rounding: { step: 1, way: 'nearest', less: 0 } },
    1_235,
    1_359,
  ],
  [
    { kind: 'price-percent', basisPoints: 1_000, rounding: { step: 100, way: 'nearest', less: 1 } },
    1_235,
    1_399,
  ],
  [{ kind: 'price-percent', basisPoints: 1_000, rounding: { step: 50, way: 'down', less: 0 } }, 1_235, 1_350],
  [{ kind: 'price-percent', basisPoints: -10_000, rounding: { step: 1, way: 'nearest', less: 0 } }, 1_235, 0],
  [{ kind: 'price-amount', amount: -200, rounding: { step: 100, way: 'up', less: 0 } }, 1_235, 1_100],
  [
    { kind: 'price-amount', amount: -1_236, rounding: { step: 1, way: 'up', less: 0 } },
    1_235,
    'price-below-zero',
  ],
  [
    { kind: 'price-percent', basisPoints: 0, rounding: { step: 100, way: 'down', less: 1 } },
    30,
    'price-below-zero',
  ],
  [
    { kind: 'price-amount', amount: 2, rounding: { step: 1, way: 'nearest', less: 0 } },
    1e11 - 1,
    'price-too-high',
  ],
] as const)('%j makes of %i: %s', ([asked, from, to]) => {
  const outcome = applyOperation({ ...plain, price: from }, Operation.parse(asked))
  expect(outcome).toEqual(
    typeof to === 'number' ? { kind: 'changed', value: to } : { kind: 'fails', code: to },
  )
})

test('tags are added once and in their order; a hundred are the most', () => {
  const tagged = { ...plain, tags: ['x', 'a'] }
  const change = (add: string[], remove: string[]) =>
    applyOperation(tagged, Operation.parse({ kind: 'tags', add, remove }))
  expect(change(['b', 'a', 'b'], ['x'])).toEqual({ kind: 'changed', value: ['a', 'b'] })
  expect(change(['a'], ['q'])).toEqual({ kind: 'same' })
  const many = { ...plain, tags: Array.from({ length: 100 }, (_, index) => `t${index}`) }
  expect(applyOperation(many, { kind: 'tags', add: ['b'], remove: [] })).toEqual({
    kind: 'fails',
    code: 'too-many-tags',
  })
})

test('a percentage that takes more than everything makes no sense for any product', () => {
  const cut = (basisPoints: number) =>
    faultOfOperation({ kind: 'price-percent', basisPoints, rounding: { step: 1, way: 'nearest', less: 0 } })
  expect([cut(-15_000), cut(-10_001), cut(-10_000)]).toEqual(['bulk/below-zero', 'bulk/below-zero', null])
})

test('[M1] of a list each shelf gets its own number, and is given back its own difference', () => {
  const asked = { kind: 'recount-each', branchId: 'b', counts: { a: 3, b: 0 } } as const
  const shelf = (id: string, onHand: number) => ({ ...plain, id, onHand })
  expect(applyOperation(shelf('a', 5), asked)).toEqual({ kind: 'changed', value: 3 })
  expect(applyOperation(shelf('b', 5), asked)).toEqual({ kind: 'changed', value: 0 })
  expect(applyOperation(shelf('c', 5), asked)).toEqual({ kind: 'same' })
  // Two more were sold since.
  expect(putBack(asked, 5, shelf('a', 1))).toEqual({ kind: 'changed', value: 3 })
  expect(putBack(asked, 0, shelf('a', 2))).toEqual({ kind: 'fails', code: 'stock-below-zero' })
})

test('[M1] undoing a count gives back what it took or brought, whatever was sold meanwhile; never below nothing', () => {
  const count = fc.record({
    kind: fc.constant('recount' as const),
    branchId: fc.constant('00000000-0000-7000-8000-000000000001'),
    way: fc.constantFrom('set' as const, 'by' as const),
    pieces: fc.integer({ min: -50, max: 200 }),
  })
  fc.assert(
    fc.property(fc.nat(200), count, fc.integer({ min: -200, max: 200 }), (before, asked, moved) => {
      const outcome = applyOperation({ ...plain, onHand: before }, asked)
      if (outcome.kind === 'fails') {
        expect(outcome.code).toBe('stock-below-zero')
        return
      }
      const counted = outcome.kind === 'changed' ? Number(outcome.value) : before
      const now = Math.max(0, counted + moved)
      const undone = putBack(asked, before, { ...plain, onHand: now })
      const expected = now - counted + before
      if (expected < 0) expect(undone).toEqual({ kind: 'fails', code: 'stock-below-zero' })
      else if (expected === now) expect(undone).toEqual({ kind: 'same' })
      else expect(undone).toEqual({ kind: 'changed', value: expected })
    }),
  )
})
