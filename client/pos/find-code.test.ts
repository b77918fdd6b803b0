import { expect, test } from 'vitest'
import { findCode } from './find-code.ts'
import { readEntry } from './entry.ts'
import { someProduct } from './testing/products.ts'

const mug = someProduct(1, { sku: 'MUG-1', barcode: '4006381333931' })
const badge = someProduct(2, { sku: '12345678', barcode: '036000291452' })
const books = {
  byBarcode: (code: string) => [mug, badge].find(({ barcode }) => barcode === code) ?? null,
  bySku: (sku: string) => [mug, badge].find((product) => product.sku === sku) ?? null,
}

test('a code is found by barcode, then by SKU, also with the zero that a scanner adds', () => {
  expect(findCode('4006381333931', books)).toEqual({ kind: 'found', product: mug })
  expect(findCode('MUG-1', books)).toEqual({ kind: 'found', product: mug })
  expect(findCode('0036000291452', books)).toEqual({ kind: 'found', product: badge })
})

test('a wrong check digit is a misread unless something has the code', () => {
  expect(findCode('4006381333932', books)).toEqual({ kind: 'misread' })
  expect(findCode('12345678', books)).toEqual({ kind: 'found', product: badge })
  expect(findCode('73513537', books)).toEqual({ kind: 'unknown' })
  expect(findCode('NOPE', books)).toEqual({ kind: 'unknown' })
})

test('three of something is typed as 3*', () => {
  expect(readEntry('3*shirt')).toEqual({ quantity: 3, text: 'shirt' })
  expect(readEntry('12 * ')).toEqual({ quantity: 12, text: '' })
  expect(readEntry(' blue 3* ')).toEqual({ quantity: 1, text: 'blue 3*' })
  for (const typed of ['0*x', '-1*x', '1000000000*x', '100001*'])
    expect(readEntry(typed).quantity, typed).toBeNull()
})
