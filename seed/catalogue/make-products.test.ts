import { expect, test } from 'vitest'
import { Product } from '../../shared/catalog/product.ts'
import { checkDigitOf, inStoreBarcode } from './barcode.ts'
import { makeProducts } from './make-products.ts'

const made = (count: number, seed = 1) =>
  makeProducts({ seed, count, from: Date.UTC(2026, 0, 1), until: Date.UTC(2026, 3, 1) })
const documents = made(6_000).map((product) => product.document)

test('every product fits its schema, and there are as many as asked for', () => {
  expect(documents).toHaveLength(6_000)
  for (const document of documents) expect(Product.parse(document)).toEqual(document)
})

test('the check digit is that of real products', () => {
  expect([checkDigitOf('400638133393'), checkDigitOf('978014300723')]).toEqual([1, 4])
  expect(inStoreBarcode(7)).toBe('2000000000077')
})

test('every barcode is an EAN-13 of the range that is left to shops, with a right check digit, and is used once', () => {
  const barcodes = documents.map((document) => document.barcode ?? '')
  for (const barcode of barcodes) {
    expect(barcode).toMatch(/^20\d{11}$/)
    expect(checkDigitOf(barcode.slice(0, 12))).toBe(Number(barcode[12]))
  }
  expect(new Set(barcodes).size).toBe(documents.length)
})

test('SKUs and titles are used once; siblings share their group, its title, vendor, category and tax rate', () => {
  expect(new Set(documents.map((document) => document.sku)).size).toBe(documents.length)
  expect(new Set(documents.map((document) => document.title)).size).toBe(documents.length)
  const groups = Map.groupBy(documents, (document) => document.groupId)
  expect(groups.size).toBeGreaterThan(500)
  expect(groups.size).toBeLessThan(2_000)
  for (const siblings of groups.values()) {
    const shared = siblings.map(({ groupTitle, vendor, category, taxRate }) =>
      [groupTitle, vendor, category, taxRate].join(),
    )
    expect(new Set(shared).size).toBe(1)
  }
})

test('prices end as shops print them and lie above cost; some products are archived', () => {
  for (const { price, cost, taxRate } of documents) {
    expect(price % 10 === 9 || price % 100 === 95 || price % 100 === 0, `price ${price}`).toBe(true)
    expect(cost ?? 0).toBeGreaterThan(0)
    expect(cost ?? 0).toBeLessThan(price / (1 + taxRate / 10_000))
  }
  const archived = documents.filter((document) => document.status === 'archived').length
  expect(archived / documents.length).toBeGreaterThan(0.01)
  expect(archived / documents.length).toBeLessThan(0.06)
})

test('a demo of 1,200 has every department and the white linen shirt; the same seed gives the same, another does not', () => {
  const demo = made(1_200)
  expect(new Set(demo.map((product) => product.document.category)).size).toBe(12)
  expect(demo.map((product) => product.document.title)).toContain('Linen Shirt — White / M')
  expect(made(1_200)).toEqual(demo)
  expect(made(1_200, 2)).not.toEqual(demo)
})
