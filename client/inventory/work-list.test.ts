import { expect, test } from 'vitest'
import type { Product } from '../../shared/catalog/product.ts'
import { judgeMovements } from '../../shared/inventory/judge-movement.ts'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { movementsOf } from './movements-of-list.ts'
import type { Mode, WorkList } from './work-list.ts'
import * as work from './work-list.ts'

const id = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const here = id(0xb1)
const there = id(0xb2)
const place = { branchId: here, branchIds: [here, there] }
const author = {
  branchId: here,
  deviceId: id(0xd1),
  actorId: id(0xc1),
  at: '2026-11-21T09:00:00.000Z',
}

let last = 100
const newId = () => id((last += 1))

const product = (number: number) =>
  ({ id: id(number), sku: `S${number}`, title: `Thing ${number}`, variantTitle: '' }) as Product

function listOf(mode: Mode, ...all: [number, number, number | null][]): WorkList {
  return all.reduce((list, [number, quantity, onHand]) => {
    const added = work.addPieces(list, product(number), quantity, onHand, newId)
    if (added.kind !== 'added') throw new Error(added.kind)
    return added.list
  }, work.emptyList(mode))
}

test('scanning again adds one to the line, and the newest product stands on top', () => {
  const list = listOf('receive', [1, 1, null], [2, 12, 3], [1, 1, null])
  expect(list.lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    [id(2), 12],
    [id(1), 2],
  ])
  expect(work.selectedLine(list)?.productId).toBe(id(1))
})

test.for([0, -1, 1.5, 1e9, Number.NaN])('%d pieces are refused, and the list stays as it is', (quantity) => {
  const list = listOf('receive', [1, 5, 5])
  expect(work.addPieces(list, product(2), quantity, 5, newId)).toEqual({ kind: 'too-many' })
  expect(work.setPieces(list, list.selectedId!, quantity, 5)).toEqual({ kind: 'refused' })
  expect(work.isQuantity('recount', quantity)).toBe(quantity === 0)
})

test('[M1] a count is compared with what was expected when it began, and anew when it is set at one go', () => {
  const begun = listOf('recount', [1, 1, 5], [1, 1, 4])
  expect(begun.lines).toMatchObject([{ quantity: 2, expected: 5 }])
  const set = work.setPieces(begun, begun.selectedId!, 0, 4)
  expect(set.kind === 'set' && set.list.lines).toMatchObject([{ quantity: 0, expected: 4 }])
})

test('[M1] a shelf that nobody knows cannot be counted, and one that was sold below zero is expected empty', () => {
  expect(work.addPieces(work.emptyList('recount'), product(1), 1, null, newId)).toEqual({
    kind: 'unknown-level',
  })
  expect(listOf('recount', [1, 1, -2]).lines).toMatchObject([{ expected: 0 }])
})

test('what is missing is said before anything is written', () => {
  const fault = (list: WorkList) => work.faultOf(list, place)
  expect(fault(work.emptyList('receive'))).toBe('empty')
  expect(fault(listOf('receive', [1, 1, 1]))).toBeNull()
  const damaged = listOf('damage', [1, 1, 1])
  expect(fault(damaged)).toBe('no-reason')
  expect(fault({ ...damaged, reason: 'other', note: '  ' })).toBe('no-note')
  expect(fault({ ...damaged, reason: 'broken' })).toBeNull()
  const sent = listOf('transfer', [1, 1, 1])
  expect(fault(sent)).toBe('no-branch')
  expect(fault({ ...sent, toBranchId: id(0xb9) })).toBe('no-branch')
  expect(fault({ ...sent, toBranchId: here })).toBe('own-branch')
  expect(fault({ ...sent, toBranchId: there })).toBeNull()
})

test('only what takes more off a shelf than the limit needs a manager', () => {
  const list = listOf('recount', [1, 0, 10], [2, 0, 11], [3, 50, 1])
  expect(work.linesOverLimit(list, 10).map(({ productId }) => productId)).toEqual([id(2)])
  expect(work.linesOverLimit({ ...list, mode: 'receive' }, 10)).toEqual([])
})

test('the two hundredth product is the last', () => {
  const list = listOf(
    'receive',
    ...Array.from({ length: 200 }, (_, at): [number, number, null] => [at + 1, 1, null]),
  )
  expect(work.addPieces(list, product(999), 1, null, newId)).toEqual({ kind: 'full' })
})

test.for(work.modes)('[M1] [M2] the server books every list of %s that has no fault', (mode) => {
  const list = { ...listOf(mode, [1, 2, 5], [2, 1, 9]), reason: 'broken' as const, toBranchId: there }
  expect(work.faultOf(list, place)).toBeNull()
  const movements = movementsOf(list, author, () => 'note')
  const facts = {
    products: new Set([id(1), id(2)]),
    branches: new Set([here, there]),
    onHand: new Map([
      [`${here}:${id(1)}`, 5],
      [`${here}:${id(2)}`, 9],
    ]),
  }
  const groups = Map.groupBy(movements, ({ transferId, id: own }) => transferId ?? own)
  expect(groups.size).toBe(2)
  for (const group of groups.values()) {
    expect(group.map((one) => StockMovement.safeParse(one).error)).toEqual(group.map(() => undefined))
    expect(judgeMovements(group, facts).kind).toBe('booked')
  }
  const after = { receive: [7, 10], damage: [3, 8], recount: [2, 1], transfer: [3, 8] }[mode]
  expect([facts.onHand.get(`${here}:${id(1)}`), facts.onHand.get(`${here}:${id(2)}`)]).toEqual(after)
})
