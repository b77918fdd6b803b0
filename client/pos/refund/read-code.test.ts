import { expect, test } from 'vitest'
import { idOf, someProduct } from '../testing/products.ts'
import { readReceiptText } from './read-code.ts'

test('a receipt is told from a product, however the scanner writes it', () => {
  expect(readReceiptText(' dt-l1-000042 ')).toEqual({ kind: 'number', number: 'DT-L1-000042' })
  const short = `omnisync:1:${idOf(1)}:DT-L1-000042:1999USD:2026-11-21T09:14:05.123Z`
  expect(readReceiptText(short)).toEqual({ kind: 'id', id: idOf(1), number: 'DT-L1-000042' })
  expect(readReceiptText('omni112abcdxyz0')).toEqual({
    kind: 'part',
    part: { index: 1, count: 2, tag: 'ABCD', text: 'XYZ0' },
    code: 'OMNI112ABCDXYZ0',
  })
  for (const other of [
    '4006381333931',
    someProduct(1).sku,
    'linen shirt',
    'OMNI1',
    'OMNI131ABCDXYZ',
    'omnisync:2:a:b',
  ])
    expect(readReceiptText(other), other).toBe(null)
})
