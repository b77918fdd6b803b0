import { expect, test } from 'vitest'
import { ham, shirt, someTill } from '../testing/some-till.ts'

const catalogue = { settings: { scaleCodes: { price: ['20'], weight: ['21'] } } }

test('a label is a line of its own at its price; the next one is another, and neither asks a manager', async () => {
  const { till, asked, placed } = someTill({ ...catalogue, limits: { priceOverrideBp: 0 } })
  till.scan('2012345002173')
  till.scan('2012345002173')
  till.scan(shirt.barcode!)
  // Without a label it is a line of its own, which a second piece joins.
  till.scan(ham.sku)
  till.scan(ham.sku)
  const { lines } = till.state().cart
  expect(lines.map(({ unitPrice, quantity }) => [unitPrice, quantity])).toEqual([
    [217, 1],
    [217, 1],
    [shirt.price, 1],
    [ham.price, 2],
  ])
  till.pay('exact')
  await expect.poll(() => placed.length).toBe(1)
  expect(asked).toEqual([])
  expect(placed[0]?.approvals).toMatchObject([
    {
      kind: 'label_price',
      details: { lines: [{ lineId: lines[0]?.id, code: '2012345002173' }, { lineId: lines[1]?.id }] },
    },
  ])
})

test('labels of one product count together against the shelf', () => {
  const { till } = someTill({ ...catalogue, stock: { [ham.id]: 1 } })
  till.scan('2012345002173')
  expect(till.shortLines()).toEqual([])
  till.scan('2012345002173')
  expect(till.shortLines()).toHaveLength(2)
})
