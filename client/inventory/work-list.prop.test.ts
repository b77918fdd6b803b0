import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Product } from '../../shared/catalog/product.ts'
import { emptyList, addPieces, modes, moveSelection, removeLine, setPieces, stepPieces } from './work-list.ts'
import { isQuantity, mostLines, WorkList } from './work-list.ts'

const id = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    product: fc.integer({ min: 1, max: 6 }),
    quantity: fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constantFrom(100_000, 1e9, 0.5)),
    onHand: fc.option(fc.integer({ min: -3, max: 50 })),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    at: fc.nat(6),
    quantity: fc.integer({ min: -2, max: 200_000 }),
  }),
  fc.record({ kind: fc.constantFrom('step' as const, 'select' as const), by: fc.constantFrom(-1, 1) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(6) }),
)

test('whatever is done to a list, it can be kept, read again and written: one line a product, each of a quantity that fits', () => {
  let longest = 0
  fc.assert(
    fc.property(fc.constantFrom(...modes), fc.array(step, { maxLength: 60, size: 'max' }), (mode, steps) => {
      let last = 1000
      let list = emptyList(mode)
      for (const one of steps) {
        if (one.kind === 'add') {
          const product = { id: id(one.product), sku: '', title: 'x', variantTitle: '' } as Product
          const added = addPieces(list, product, one.quantity, one.onHand, () => id((last += 1)))
          if (added.kind === 'added') list = added.list
        } else if (one.kind === 'set') {
          const set = setPieces(list, list.lines[one.at]?.id ?? '', one.quantity, 3)
          if (set.kind === 'set') list = set.list
        } else if (one.kind === 'remove') list = removeLine(list, list.lines[one.at]?.id ?? '')
        else if (one.kind === 'step') list = stepPieces(list, one.by)
        else list = moveSelection(list, one.by)

        expect(WorkList.parse(JSON.parse(JSON.stringify(list)))).toEqual(list)
        expect(new Set(list.lines.map(({ productId }) => productId)).size).toBe(list.lines.length)
        expect(list.lines.every(({ quantity }) => isQuantity(mode, quantity))).toBe(true)
        expect(list.lines.every(({ expected }) => (expected === null) === (mode !== 'recount'))).toBe(true)
        expect(list.lines.some(({ id: own }) => own === list.selectedId)).toBe(list.lines.length > 0)
        expect(list.lines.length).toBeLessThanOrEqual(mostLines)
        longest = Math.max(longest, list.lines.length)
      }
    }),
    { numRuns: 60 },
  )
  expect(longest).toBeGreaterThan(3)
})
