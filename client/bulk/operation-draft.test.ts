import { expect, test } from 'vitest'
import { Operation } from '../../shared/bulk/operation.ts'
import { emptyDraft, readCounts, readDraft } from './operation-draft.ts'
import type { Draft } from './operation-draft.ts'

const shop = '00000000-0000-7000-8000-000000000001'
const read = (typed: Partial<Draft>, currency = 'USD') => readDraft({ ...emptyDraft, ...typed }, currency)
const exact = { step: 1, less: 0, way: 'nearest' }

test.for([
  [{ percent: '10' }, { kind: 'price-percent', basisPoints: 1_000, rounding: exact }],
  [{ percent: ' −12,5 % ' }, { kind: 'price-percent', basisPoints: -1_250, rounding: exact }],
  [{ percent: '-100' }, { kind: 'price-percent', basisPoints: -10_000, rounding: exact }],
  [{ percent: '-150' }, { fault: 'percent' }],
  [{ percent: '1001' }, { fault: 'percent' }],
  [{ percent: '' }, { fault: 'percent' }],
  [{ percent: 'ten' }, { fault: 'percent' }],
  [
    { percent: '5', rounding: 'charm', way: 'up' },
    { kind: 'price-percent', basisPoints: 500, rounding: { step: 100, less: 1, way: 'up' } },
  ],
  [
    { kind: 'price-amount', amount: '-2.5' },
    { kind: 'price-amount', amount: -250, rounding: exact },
  ],
  [{ kind: 'price-amount', amount: '--2' }, { fault: 'amount' }],
  [
    { kind: 'price-set', price: '19.90' },
    { kind: 'price-set', price: 1_990 },
  ],
  [{ kind: 'price-set', price: '-1' }, { fault: 'price' }],
  [
    { kind: 'category', category: ' Shoes ' },
    { kind: 'category', category: 'Shoes' },
  ],
  [{ kind: 'category', category: 'x'.repeat(121) }, { fault: 'category' }],
  [{ kind: 'category', category: ' ' }, { fault: 'category' }],
  [
    { kind: 'category', categoryWay: 'none', category: 'Shoes' },
    { kind: 'category', category: '' },
  ],
  [
    { kind: 'tags', add: 'a, b,', remove: 'c' },
    { kind: 'tags', add: ['a', 'b'], remove: ['c'] },
  ],
  [{ kind: 'tags', add: ' , ' }, { fault: 'tags' }],
  [{ kind: 'tags', add: 'x'.repeat(61) }, { fault: 'tags' }],
  [
    { kind: 'status', status: 'active' },
    { kind: 'status', status: 'active' },
  ],
  [{ kind: 'recount', pieces: '3' }, { fault: 'branchId' }],
  [
    { kind: 'recount', branchId: shop, pieces: ' 1 200 ' },
    { kind: 'recount', branchId: shop, way: 'set', pieces: 1_200 },
  ],
  [{ kind: 'recount', branchId: shop, pieces: '-3' }, { fault: 'pieces' }],
  [
    { kind: 'recount', branchId: shop, countWay: 'by', pieces: '−3' },
    { kind: 'recount', branchId: shop, way: 'by', pieces: -3 },
  ],
  [{ kind: 'recount', branchId: shop, countWay: 'by', pieces: '0' }, { fault: 'pieces' }],
  [{ kind: 'reorder-point', branchId: '0', reorderPoint: '3' }, { fault: 'reorderPoint' }],
] as const)('%j is read as %j', ([typed, expected]) => {
  expect(read(typed)).toEqual(expected)
})

test('names that somebody sends with blanks around them are kept without; blanks alone are no category, and no tag', () => {
  expect(Operation.parse({ kind: 'category', category: '   ' })).toEqual({ kind: 'category', category: '' })
  expect(Operation.parse({ kind: 'tags', add: [' a '], remove: [] })).toMatchObject({ add: ['a'] })
  expect(Operation.safeParse({ kind: 'tags', add: ['  '], remove: [] }).success).toBe(false)
})

test('a currency without coins has no ninety-nine to end on', () => {
  expect(read({ percent: '5', rounding: 'charm' }, 'JPY')).toMatchObject({ rounding: { step: 1, less: 0 } })
})

test('a list of counts is read as it comes from a spreadsheet; the first line that is none is named', () => {
  const idOf = (sku: string) => (/^(A-1|B 2|C;3)$/.test(sku) ? `id of ${sku}` : null)
  const list = readCounts('A-1\t4\r\nB 2;0\n\n C;3 , 12 \n', idOf)
  expect([...list.counts]).toEqual([
    ['id of A-1', 4],
    ['id of B 2', 0],
    ['id of C;3', 12],
  ])
  expect(list.faultyLine).toBeNull()
  for (const [typed, line] of [
    ['A-1 4\nnone 3', 2],
    ['A-1 4\nA-1 5', 2],
    ['A-1', 1],
    ['A-1 -3', 1],
    ['A-1 1.5', 1],
  ] as const)
    expect(readCounts(typed, idOf).faultyLine, typed).toBe(line)
  expect(read({ kind: 'recount-each', branchId: shop, counts: '' })).toEqual({ fault: 'counts' })
})
