import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacking } from './packing.ts'

const value = fc.oneof(
  fc.constantFrom('Northwind', 'Alder', '', '0', '[7]'),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(['navy', 'linen'], [], [7], [[7]], { lwt: 1 }),
  // As JSON has it: a minus before nothing is lost on the way.
  fc.jsonValue().map((it): unknown => JSON.parse(JSON.stringify(it))),
)
const document = fc.record(
  { id: fc.uuid(), title: value, tags: value, price: value },
  { requiredKeys: ['id'] },
)

test('what was packed is unpacked as it was, also by one who kept the state and another packs on', () => {
  fc.assert(
    fc.property(
      fc.array(document, { maxLength: 60 }),
      fc.array(document, { maxLength: 20 }),
      (first, later) => {
        const packing = createPacking('id')
        const texts = first.map(packing.pack)
        const kept = JSON.parse(JSON.stringify(packing.state()))
        const more = later.map(packing.pack)
        for (const reader of [packing, createPacking('id', kept)])
          expect(first.map((it, at) => reader.unpack(texts[at]!, it.id))).toEqual(plainly(first))
        expect(later.map((it, at) => packing.unpack(more[at]!, it.id))).toEqual(plainly(later))
        expect(texts.join('').includes('\n')).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})

test('a damaged text is told, not guessed', () => {
  const packing = createPacking('id')
  const text = packing.pack({ id: 'a', title: 'Linen', price: 5 })
  for (const damaged of [
    '',
    text.slice(0, -2),
    text.replace(',5', ''),
    `9${text.slice(1)}`,
    '0[0,[99],5]',
    '0[0,[],5]',
  ])
    expect(() => packing.unpack(damaged, 'a'), damaged).toThrow()
})

test('what repeats is kept once, and what does not costs nothing beside', () => {
  const packing = createPacking('id')
  const texts = Array.from({ length: 5000 }, (_, number) =>
    packing.pack({
      id: `${number}`,
      vendor: `Vendor ${number % 9}`,
      title: `A title like no other ${number}`,
    }),
  )
  expect(texts[4999]).toBe('0[0,[4],"A title like no other 4999"]')
  const { repeated } = packing.state()
  expect(repeated.find(([field]) => field === 'vendor')?.[1]).toHaveLength(9)
})

/** As JSON keeps it: no -0. */
function plainly<T>(it: T): T {
  return JSON.parse(JSON.stringify(it)) as T
}

test('the product that a level’s id ends in is not written again', () => {
  const [branch, product] = ['01a1ede2-6680-7f82-9a99-d7950dee143a', '01a1ff76-3019-7104-bc2a-94a2f616afee']
  const level = { id: `${branch}:${product}`, branchId: branch, productId: product, onHand: 3 }
  const packing = createPacking('id')
  const text = packing.pack(level)
  expect(text).not.toContain(product)
  expect(packing.unpack(text, level.id)).toEqual(level)
})
