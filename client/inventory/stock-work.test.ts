import { expect, test } from 'vitest'
import type { Product } from '../../shared/catalog/product.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { approvalIn, approvedNote, readableNote } from '../../shared/inventory/approved-note.ts'
import { keptWork, withoutWritten } from './kept-work.ts'
import { createStockWork } from './stock-work.ts'
import type { WorkParts } from './stock-work.ts'

const id = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const shirt = { id: id(1), sku: 'SHIRT', title: 'Shirt', variantTitle: '' } as Product

function workAtLane(more: Partial<WorkParts> = {}) {
  const storage = new Map<string, string>()
  const kept = keptWork(
    { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
    'lane',
  )
  const written: StockMovement[][] = []
  let last = 100
  const parts: WorkParts = {
    author: () => ({ branchId: id(0xb1), deviceId: id(0xd1), actorId: id(0xc1) }),
    branchIds: () => [id(0xb1), id(0xb2)],
    recountLimit: () => 10,
    catalogue: { byBarcode: (code) => (code === '4001' ? shirt : null), bySku: () => null },
    scales: () => ({ price: ['20'], weight: ['21'] }),
    onHand: () => 20,
    approve: async () => null,
    noteOf: (list) => list.note,
    write: async (movements) => void written.push([...movements]),
    keep: kept.keep,
    now: () => '2026-11-21T09:00:00.000Z',
    newId: () => id((last += 1)),
    signal: () => {},
    ...more,
  }
  return { work: createStockWork(parts, kept.read()), written, kept, parts }
}

test('five scans and a confirmation are one movement of five', async () => {
  const { work, written } = workAtLane()
  work.type('3*')
  for (let scans = 0; scans < 3; scans += 1) work.scan('4001')
  await work.confirm()
  expect(written).toMatchObject([[{ delta: 5, reason: 'receive', productId: id(1) }]])
  expect(work.state()).toMatchObject({ done: { pieces: 5, products: 1 }, busy: false, notice: null })
  expect(work.list().lines).toEqual([])
})

test('a list that the server refused is no longer called saved, another one is', async () => {
  const { work, written } = workAtLane()
  work.scan('4001')
  await work.confirm()
  work.hearRefused([id(1), id(2)])
  expect(work.state().done).toMatchObject({ pieces: 1 })
  work.hearRefused([id(1), written[0]![0]!.id])
  expect(work.state().done).toBeNull()
})

test('what cannot be done is said, and the list stays', async () => {
  const { work, written } = workAtLane()
  work.scan('999')
  expect(work.state().notice).toEqual({ kind: 'unknown', code: '999' })
  work.scan('4006381333932')
  expect(work.state().notice).toEqual({ kind: 'misread', code: '4006381333932' })
  await work.confirm()
  expect(work.state().notice).toEqual({ kind: 'empty' })
  work.choose('transfer')
  work.scan('4001')
  await work.confirm()
  expect(work.state().notice).toEqual({ kind: 'no-branch' })
  work.chooseBranch(id(0xb1))
  await work.confirm()
  expect(work.state().notice).toEqual({ kind: 'own-branch' })
  for (const typed of ['0*', '-1*', '1000000000*', '2.5*', 'abc*']) {
    work.type(typed)
    work.scan('4001')
    expect(work.state()).toMatchObject({ notice: { kind: 'too-many' }, typed: '' })
  }
  work.setQuantity(work.list().lines[0]!.id, 1e9)
  expect(work.state().notice).toEqual({ kind: 'too-many' })
  expect(work.list().lines).toMatchObject([{ quantity: 1 }])
  expect(written).toEqual([])
})

test('a count over the limit is written with the word of a manager, or not at all', async () => {
  const at = '2026-11-21T09:00:00.000Z'
  const asked: number[] = []
  let answer: string | null = null
  const { work, written } = workAtLane({
    approve: async (lines) => {
      asked.push(lines.length)
      return answer
    },
  })
  work.choose('recount')
  work.scan('4001')
  work.writeNote('shelf\u0007 3')
  await work.confirm()
  expect(work.state().notice).toEqual({ kind: 'not-approved' })
  expect(written).toEqual([])
  answer = approvedNote('Approved by Ada: counted twice', { approverId: id(0xa1), at })
  await work.confirm()
  expect(asked).toEqual([1, 1])
  const [[movement]] = written as [[StockMovement]]
  expect(movement).toMatchObject({ counted: 1, expected: 20, delta: -19 })
  expect(readableNote(movement.note)).toBe('shelf  3 · Approved by Ada: counted twice')
  expect(approvalIn(movement.note)).toEqual({ approverId: id(0xa1), at, requestId: null })
  for (const broken of ['nothing', '⟦negative_recount somebody now⟧', null])
    expect(approvalIn(broken)).toBeNull()
})

test('a disk that fails loses nothing, and pressing again writes the same movements', async () => {
  let fails = true
  const tried: string[][] = []
  const { work } = workAtLane({
    write: async (movements) => {
      tried.push(movements.map((one) => one.id))
      if (fails) throw new Error('the disk is full')
    },
  })
  work.scan('4001')
  await work.confirm()
  expect(work.state().notice).toEqual({ kind: 'failed' })
  expect(work.list().lines).toHaveLength(1)
  fails = false
  await work.confirm()
  expect(tried[1]).toEqual(tried[0])
  expect(work.list().lines).toEqual([])
})

test('a scan while a list is being written belongs to the next one; a second confirmation does nothing', async () => {
  let written = () => {}
  let writes = 0
  const { work } = workAtLane({
    write: () =>
      new Promise((resolve) => {
        writes += 1
        written = resolve
      }),
  })
  work.scan('4001')
  const confirmed = work.confirm()
  void work.confirm()
  work.scan('4001')
  await Promise.resolve()
  written()
  await confirmed
  expect(writes).toBe(1)
  expect(work.list().lines).toMatchObject([{ quantity: 1 }])
})

test('the lists survive a reload, and one that was written before a crash is not written again', async () => {
  const { work, kept } = workAtLane()
  work.scan('4001')
  work.choose('damage')
  work.scan('4001')
  const again = kept.read()
  expect(again).toMatchObject({
    mode: 'damage',
    lists: { receive: { lines: [{}] }, damage: { lines: [{}] } },
  })
  const crashed = again.lists.receive.lines.map((line) => line.id)
  const open = await withoutWritten(again, async (ids) => ids.filter((one) => crashed.includes(one)))
  expect(open.lists.receive.lines).toEqual([])
  expect(open.lists.damage).toEqual(again.lists.damage)
})

test('a list in the storage that cannot be read does not take the others with it', () => {
  const { work } = workAtLane()
  work.scan('4001')
  const { mode, lists } = work.state()
  const text = JSON.stringify({ mode, lists: [{ mode: 'damage', lines: 'none' }, lists.receive] })
  const read = keptWork({ getItem: () => text, setItem: () => {} }, 'lane').read()
  expect(read.lists.receive.lines).toHaveLength(1)
  expect(read.lists.damage.lines).toEqual([])
  expect(keptWork({ getItem: () => '{', setItem: () => {} }, 'lane').read().mode).toBe('receive')
})
