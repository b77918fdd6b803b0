import { expect, test } from 'vitest'
import { findCode } from './find-code.ts'
import { readCount, readEntry } from './entry.ts'
import { someProduct } from './testing/products.ts'

const mug = someProduct(1, { sku: 'MUG-1', barcode: '4006381333931' })
const badge = someProduct(2, { sku: '12345678', barcode: '036000291452' })
const books = {
  byBarcode: (code: string) => [mug, badge].find(({ barcode }) => barcode === code) ?? null,
  bySku: (sku: string) => [mug, badge].find((product) => product.sku === sku) ?? null,
}

const scales = { price: ['02', '20'], weight: ['21'] }

test('a code is found by barcode, then by SKU, also with the zero that a scanner adds', () => {
  expect(findCode('4006381333931', books, scales)).toEqual({ kind: 'found', product: mug })
  expect(findCode('MUG-1', books, scales)).toEqual({ kind: 'found', product: mug })
  expect(findCode('0036000291452', books, scales)).toEqual({ kind: 'found', product: badge })
})

test('a wrong check digit is a misread unless something has the code', () => {
  expect(findCode('4006381333932', books, scales)).toEqual({ kind: 'misread' })
  expect(findCode('12345678', books, scales)).toEqual({ kind: 'found', product: badge })
  expect(findCode('73513537', books, scales)).toEqual({ kind: 'unknown' })
  expect(findCode('NOPE', books, scales)).toEqual({ kind: 'unknown' })
})

test('three of something is typed as 3*', () => {
  expect(readEntry('3*shirt')).toEqual({ quantity: 3, text: 'shirt' })
  expect(readEntry('12 * ')).toEqual({ quantity: 12, text: '' })
  expect(readEntry(' blue 3* ')).toEqual({ quantity: 1, text: 'blue 3*' })
  for (const typed of ['0*x', '-1*x', '1000000000*x', '100001*', '2.5*x', '2,5*', '.5*', '1.000*'])
    expect(readEntry(typed).quantity, typed).toBeNull()
})

test('a scan is of what stands before it; what cannot be read as a number there is no one piece', () => {
  expect(readCount('')).toBe(1)
  expect(readCount('3*')).toBe(3)
  expect(readCount('blue shi')).toBe(1)
  for (const typed of ['2.5*', 'abc*', '*', '3x * ', '0*']) expect(readCount(typed), typed).toBeNull()
})

test('a label of a scale names its product by code, barcode or SKU, zeros left out or not', () => {
  const ham = someProduct(3, { sku: '12345', barcode: null, price: 1199 as never })
  const cheese = someProduct(4, { sku: 'CH', barcode: '42', price: 1000 as never })
  const fish = someProduct(5, { sku: 'FI', barcode: '2077777000005', price: 500 as never })
  const all = [ham, cheese, fish]
  const deli = {
    byBarcode: (code: string) => all.find(({ barcode }) => barcode === code) ?? null,
    bySku: (sku: string) => all.find((product) => product.sku === sku) ?? null,
  }
  const label = (product: typeof ham, code: string, quantity: number, unitPrice: number) => ({
    kind: 'labelled',
    product,
    label: code,
    quantity,
    unitPrice,
  })
  expect(findCode('2012345002173', deli, scales)).toEqual(label(ham, '2012345002173', 1, 217))
  expect(findCode('2112345004563', deli, scales)).toEqual(label(ham, '2112345004563', 1, 547))
  expect(findCode('2000042001001', deli, scales)).toEqual(label(cheese, '2000042001001', 1, 100))
  expect(findCode('2077777001002', deli, scales)).toEqual(label(fish, '2077777001002', 1, 100))
  // A scanner that drops the leading zero.
  expect(findCode('212345002179', deli, scales)).toEqual(label(ham, '0212345002179', 1, 217))
  expect(findCode('2012345002174', deli, scales)).toEqual({ kind: 'misread' })
  expect(findCode('2099999001004', deli, scales)).toEqual({ kind: 'unknown' })
})
