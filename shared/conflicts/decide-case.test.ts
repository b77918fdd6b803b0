import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesBack } from '../orders/settle.ts'
import { decideCase, fittingActions, fittingInstead, fulfil } from './decide-case.ts'
import type { OpenCase } from './decide-case.ts'
import type { SettleBody } from './settle-case.ts'

const line = (id: string, productId: string, quantity: number) => ({ id, productId, quantity })
const caseOf = (lines: object[], conflict: object = {}): OpenCase =>
  ({
    branchId: 'here',
    status: 'conflict',
    lines,
    conflict: { reason: 'insufficient_stock', shortages: [], settlement: null, ...conflict },
  }) as unknown as OpenCase
const stock = (levels: Record<string, number>) => new Map(Object.entries(levels))
const body = (rest: object) => ({ reason: 'seen', ...rest }) as unknown as SettleBody
const told = (decision: ReturnType<typeof decideCase>) =>
  decision.kind === 'accepted'
    ? decision.moves.map(
        ({ reason, branchId, productId, delta, balance }) =>
          `${reason} ${branchId} ${productId} ${delta} = ${balance}`,
      )
    : [decision]

test('[O7] a recount finds what is missing, line by line, two lines of one product too', () => {
  const onHand = stock({ 'here:A': 1 })
  const decision = decideCase(
    caseOf([line('1', 'A', 1), line('2', 'A', 2)]),
    body({ action: 'recount' }),
    onHand,
  )
  expect(told(decision)).toEqual(['sale here A -1 = 0', 'found here A 2 = 2', 'sale here A -2 = 0'])
})

test('[O7] what was counted after the goods left is not taken a second time', () => {
  const lines = [line('1', 'A', 3), line('2', 'B', 1)]
  const counted = new Set(['here:A'])
  const onHand = stock({ 'here:A': 4 })
  expect(told(decideCase(caseOf(lines), body({ action: 'recount' }), onHand, counted))).toEqual([
    'found here A 3 = 7',
    'sale here A -3 = 4',
    'found here B 1 = 1',
    'sale here B -1 = 0',
  ])
  expect(fulfil(caseOf(lines), stock({ 'here:B': 1 }), counted), 'one count more closes it').toMatchObject({
    kind: 'accepted',
  })
})

const lacking = (lineId: string, productId: string, requested: number, available: number) => ({
  lineId,
  productId,
  requested,
  available,
})

test('[O7] [M2] a transfer for goods that a count has seen gone brings what the case lacked, and the shelf stays as counted', () => {
  const shortages = [lacking('1', 'A', 3, 1)]
  const order = caseOf([line('1', 'A', 3), line('2', 'A', 1), line('3', 'B', 2)], { shortages })
  const transfer = body({ action: 'transfer', fromBranchId: 'there' })
  const counted = new Set(['here:A'])
  expect(
    told(decideCase(order, transfer, stock({ 'here:A': 7, 'here:B': 2, 'there:A': 2 }), counted)),
  ).toEqual([
    'transfer_out there A -2 = 0',
    'transfer_in here A 2 = 9',
    'found here A 1 = 10',
    'sale here A -3 = 7',
    'found here A 1 = 8',
    'sale here A -1 = 7',
    'sale here B -2 = 0',
  ])
  expect(
    decideCase(order, transfer, stock({ 'here:A': 7, 'here:B': 2, 'there:A': 1 }), counted),
  ).toMatchObject({
    kind: 'short',
    lacks: [{ branchId: 'there', requested: 2, available: 1 }],
  })
})

test('[O7] a substitute that had been handed over before its shelf was counted is not taken a second time', () => {
  const substitutes = [{ lineId: '1', productId: 'B', quantity: 2 }]
  const swap = body({ action: 'substitute', substitutes })
  const order = caseOf([line('1', 'A', 3)])
  const counted = new Set(['here:A', 'here:B'])
  expect(told(decideCase(order, swap, stock({ 'here:B': 5 }), counted))).toEqual([
    'found here A 1 = 1',
    'sale here A -1 = 0',
    'found here B 2 = 7',
    'sale here B -2 = 5',
  ])
})

test('[O7] partial of goods that a count has seen gone: what was there then was handed over, whatever lies there now', () => {
  const shortages = [lacking('1', 'A', 3, 2), lacking('2', 'A', 1, 0)]
  const order = caseOf([line('1', 'A', 3), line('2', 'A', 1), line('3', 'B', 1)], { shortages })
  const onHand = { 'here:A': 9, 'here:B': 1 }
  const decision = decideCase(order, body({ action: 'partial' }), stock(onHand), new Set(['here:A']))
  expect(told(decision)).toEqual(['found here A 2 = 11', 'sale here A -2 = 9', 'sale here B -1 = 0'])
  expect(decision).toMatchObject({
    given: [
      { lineId: '1', quantity: 2 },
      { lineId: '2', quantity: 0 },
    ],
    unpaid: [
      { lineId: '1', quantity: 1 },
      { lineId: '2', quantity: 1 },
    ],
  })
})

test('[O4] [O7] [O8] whatever is decided, a counted shelf stays at its count, any other gives what was handed over, none falls below zero', () => {
  const products = ['A', 'B', 'C']
  const anyCase = fc
    .array(fc.record({ product: fc.constantFrom(...products), quantity: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((parts) =>
      fc.record({
        parts: fc.constant(parts),
        lacks: fc.tuple(...parts.map(({ quantity }) => fc.integer({ min: 0, max: quantity }))),
        swapped: fc.tuple(...parts.map(({ quantity }) => fc.integer({ min: 0, max: quantity }))),
      }),
    )
  const levels = fc.record(
    Object.fromEntries(
      products.flatMap((product) =>
        ['here', 'there'].map((branch) => [`${branch}:${product}`, fc.integer({ min: 0, max: 12 })]),
      ),
    ),
  )
  const counts = fc.subarray(products).map((some) => new Set(some.map((product) => `here:${product}`)))
  const actions = fc.constantFrom('recount', 'transfer', 'substitute', 'partial', 'backorder')
  const seen = { accepted: 0, counted: 0 }
  fc.assert(
    fc.property(anyCase, levels, counts, actions, ({ parts, lacks, swapped }, before, counted, action) => {
      const lines = parts.map(({ product, quantity }, index) => line(String(index), product, quantity))
      const shortages = lines.flatMap(({ id, productId, quantity }, index) => {
        const missing = lacks[index] ?? 0
        return missing > 0 ? [lacking(id, productId, quantity, quantity - missing)] : []
      })
      const substitutes = lines.flatMap(({ id, productId }, index) => {
        const quantity = swapped[index] ?? 0
        const other = products[(products.indexOf(productId) + 1) % products.length]
        return quantity > 0 ? [{ lineId: id, productId: other, quantity }] : []
      })
      const rest = { transfer: { fromBranchId: 'there' }, substitute: { substitutes } }
      const asked = body({ action, ...rest[action as keyof typeof rest] })
      const onHand = stock(before)
      // Who waits is handed over the goods later: no count has seen them gone.
      const gone = action === 'backorder' ? new Set<string>() : counted
      const order = caseOf(lines, { shortages })
      const decision = action === 'backorder' ? fulfil(order, onHand) : decideCase(order, asked, onHand, gone)
      if (decision?.kind !== 'accepted') {
        expect([...onHand]).toEqual([...stock(before)])
        return
      }
      seen.accepted += 1
      const left = stock(before)
      for (const { branchId, productId, delta, balance } of decision.moves) {
        left.set(`${branchId}:${productId}`, (left.get(`${branchId}:${productId}`) ?? 0) + delta)
        expect(balance).toBe(left.get(`${branchId}:${productId}`))
        expect(balance).toBeGreaterThanOrEqual(0)
      }
      expect([...onHand]).toEqual([...left])
      for (const level of gone) {
        if (!decision.moves.some(({ branchId, productId }) => `${branchId}:${productId}` === level)) continue
        seen.counted += 1
        expect(left.get(level)).toBe(before[level])
      }
      const found = decision.moves.filter(({ reason }) => reason === 'found')
      expect(action === 'recount' || found.every(({ productId }) => gone.has(`here:${productId}`))).toBe(true)
      const sold = decision.moves
        .filter(({ reason }) => reason === 'sale')
        .reduce((sum, it) => sum - it.delta, 0)
      const unpaid = decision.unpaid.reduce((sum, { quantity }) => sum + quantity, 0)
      expect(sold + unpaid).toBe(lines.reduce((sum, { quantity }) => sum + quantity, 0))
    }),
    { numRuns: 600 },
  )
  expect(seen.accepted).toBeGreaterThan(100)
  expect(seen.counted).toBeGreaterThan(100)
})

test('[O7] [M2] a transfer brings exactly what is missing, as pairs, and never more than the other branch has', () => {
  const lines = [line('1', 'A', 3), line('2', 'B', 1)]
  const transfer = body({ action: 'transfer', fromBranchId: 'there' })
  const decision = decideCase(caseOf(lines), transfer, stock({ 'here:A': 1, 'here:B': 1, 'there:A': 5 }))
  expect(told(decision)).toEqual([
    'transfer_out there A -2 = 3',
    'transfer_in here A 2 = 3',
    'sale here A -3 = 0',
    'sale here B -1 = 0',
  ])
  expect(decideCase(caseOf(lines), transfer, stock({ 'here:A': 1, 'there:A': 1, 'there:B': 1 }))).toEqual({
    kind: 'short',
    lacks: [{ branchId: 'there', productId: 'A', requested: 2, available: 1 }],
  })
  expect(decideCase(caseOf(lines), transfer, stock({ 'here:A': 3, 'here:B': 1 }))).toEqual({
    kind: 'unfitting',
    why: 'nothing-missing',
  })
  const own = body({ action: 'transfer', fromBranchId: 'here' })
  expect(decideCase(caseOf(lines), own, stock({}))).toEqual({ kind: 'unfitting', why: 'own-branch' })
})

test('[O7] substitutes are handed over for some pieces of a line, the rest from its own shelf', () => {
  const lines = [line('1', 'A', 3)]
  const swap = (quantity: number, productId = 'B', lineId = '1') =>
    body({ action: 'substitute', substitutes: [{ lineId, productId, quantity }] })
  const decision = decideCase(caseOf(lines), swap(2), stock({ 'here:A': 1, 'here:B': 2 }))
  expect(told(decision)).toEqual(['sale here A -1 = 0', 'sale here B -2 = 0'])
  expect(decision).toMatchObject({
    given: [
      { lineId: '1', productId: 'A', quantity: 1 },
      { lineId: '1', productId: 'B', quantity: 2 },
    ],
  })
  expect(decideCase(caseOf(lines), swap(2), stock({ 'here:A': 0, 'here:B': 9 }))).toMatchObject({
    kind: 'short',
    lacks: [{ productId: 'A', requested: 1, available: 0 }],
  })
  const why = (of: SettleBody) => decideCase(caseOf(lines), of, stock({ 'here:A': 9, 'here:B': 9 }))
  expect(why(swap(4))).toEqual({ kind: 'unfitting', why: 'too-many' })
  expect(why(swap(1, 'A'))).toEqual({ kind: 'unfitting', why: 'same-product' })
  expect(why(swap(1, 'B', '7'))).toEqual({ kind: 'unfitting', why: 'unknown-line' })
})

test('[O7] partial hands over what is there and names what is to be paid back', () => {
  const lines = [line('1', 'A', 3), line('2', 'A', 1), line('3', 'B', 1)]
  const decision = decideCase(caseOf(lines), body({ action: 'partial' }), stock({ 'here:A': 2, 'here:B': 1 }))
  expect(told(decision)).toEqual(['sale here A -2 = 0', 'sale here B -1 = 0'])
  expect(decision).toMatchObject({
    given: [
      { lineId: '1', quantity: 2 },
      { lineId: '2', quantity: 0 },
    ],
    unpaid: [
      { lineId: '1', quantity: 1 },
      { lineId: '2', quantity: 1 },
    ],
  })
  expect(decideCase(caseOf(lines), body({ action: 'partial' }), stock({}))).toMatchObject({
    why: 'nothing-there',
  })
})

test('[O8] a backorder is taken whole or goes on waiting', () => {
  const order = caseOf([line('1', 'A', 2), line('2', 'B', 1)])
  const onHand = stock({ 'here:A': 2 })
  expect(fulfil(order, onHand)).toBeNull()
  expect([...onHand]).toEqual([['here:A', 2]])
  expect(decideCase(order, body({ action: 'backorder' }), onHand)).toEqual({ kind: 'waits' })
})

test('[O7] a refund beyond its sale can only be called off, and what waits does not begin to wait again', () => {
  const refund = caseOf([], { reason: 'over_refund' })
  expect(fittingActions(refund)).toEqual(['recount', 'cancel'])
  expect(decideCase(refund, body({ action: 'partial' }), stock({}))).toMatchObject({ why: 'over-refund' })
  const waiting = caseOf([line('1', 'A', 1)], { settlement: { action: 'backorder' } })
  expect(fittingActions(waiting)).not.toContain('backorder')
  expect(decideCase(waiting, body({ action: 'backorder' }), stock({}))).toMatchObject({
    why: 'waits-already',
  })
})

test('[O7] what was refused is not said to fit, unless it only named the wrong thing', () => {
  const refund = caseOf([], { reason: 'over_refund' })
  expect(fittingInstead(refund, 'recount', 'over-refund')).toEqual(['cancel'])
  expect(fittingInstead(refund, 'partial', 'over-refund')).toEqual(['recount', 'cancel'])
  const sale = caseOf([line('1', 'A', 1)])
  expect(fittingInstead(sale, 'partial', 'nothing-there')).not.toContain('partial')
  expect(fittingInstead(sale, 'partial', 'nothing-missing')).toEqual([
    'recount',
    'substitute',
    'backorder',
    'cancel',
  ])
  expect(fittingInstead(sale, 'transfer', 'own-branch')).toContain('transfer')
  const waiting = caseOf([line('1', 'A', 1)], { settlement: { action: 'backorder' } })
  expect(fittingInstead(waiting, 'backorder', 'waits-already')).not.toContain('backorder')
})

test('[O6] [O7] what comes back is what was handed over: nothing for what never was, then the substitutes', () => {
  const sold = { productId: 'A', quantity: 4, amount: 0, sold: 4, paid: 0 }
  expect(piecesBack(sold, 3)).toEqual([{ productId: 'A', quantity: 3 }])
  const given = [
    { productId: 'A', quantity: 1 },
    { productId: 'B', quantity: 2 },
  ]
  expect(piecesBack({ ...sold, given }, 2)).toEqual([{ productId: 'B', quantity: 1 }])
  expect(piecesBack({ ...sold, given, quantity: 2 }, 2)).toEqual([
    { productId: 'B', quantity: 1 },
    { productId: 'A', quantity: 1 },
  ])
  expect(piecesBack({ ...sold, given }, 4)).toEqual([
    { productId: 'B', quantity: 2 },
    { productId: 'A', quantity: 1 },
  ])
})
