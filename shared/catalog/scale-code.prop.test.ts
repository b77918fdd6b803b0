import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readScaleCode, soldByLabel } from './scale-code.ts'

const usual = { price: ['02', '20'], weight: ['21'] }

test('a real label is read: 2.17 of one product, 456 g of another', () => {
  expect(readScaleCode('2012345002173', usual)).toEqual({
    kind: 'price',
    item: '12345',
    base: '2012345000001',
    price: 217,
  })
  expect(readScaleCode('2154321004563', usual)).toMatchObject({ kind: 'weight', item: '54321', grams: 456 })
})

test('other prefixes, other lengths, other letters and the bare code of the product are no labels', () => {
  expect(readScaleCode('4006381333931', usual)).toBeNull()
  expect(readScaleCode('2912345002176', usual)).toBeNull()
  expect(readScaleCode('201234500217', usual)).toBeNull()
  expect(readScaleCode('20123450O2174', usual)).toBeNull()
  expect(readScaleCode('2012345000001', usual)).toBeNull()
})

test('one misread digit never passes for a label', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const valid = '2012345002173'
      const misread = valid.slice(0, at) + ((Number(valid[at]) + by) % 10) + valid.slice(at + 1)
      expect(readScaleCode(misread, { price: ['02', '20', '21', '22'], weight: [] })).toBeNull()
    }),
  )
})

test('a label is one piece at its own price, or so many grams of what is sold by the gram', () => {
  const price = { kind: 'price', item: '1', base: '', price: 217 } as const
  const weight = { kind: 'weight', item: '1', base: '', grams: 456 } as const
  expect(soldByLabel(price, { price: 999, tags: [] })).toEqual({ quantity: 1, unitPrice: 217 })
  expect(soldByLabel(weight, { price: 1_199, tags: [] })).toEqual({ quantity: 1, unitPrice: 547 })
  expect(soldByLabel(weight, { price: 3, tags: ['by-gram'] })).toEqual({ quantity: 456, unitPrice: 3 })
})

test('a label’s price is within half a minor unit of what the kilogram costs', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 99_999 }),
      (price, grams) => {
        const { unitPrice } = soldByLabel({ kind: 'weight', item: '', base: '', grams }, { price, tags: [] })
        expect(Math.abs(unitPrice * 1000 - price * grams)).toBeLessThanOrEqual(500)
      },
    ),
  )
})
