import { expect, test } from 'vitest'
import { importOutbox, partsOf } from './import-outbox.ts'

const one = (collection: 'orders' | 'customers' | 'stockMovements', id: string, transferId?: string) => ({
  collection,
  document: { id, ...(transferId ? { transferId } : {}) },
})
const ids = (parts: ReturnType<typeof partsOf>) =>
  parts.map((part) => part.map(({ document }) => document['id']))

test('[M2] [U6] parts keep the order of sales, customers first, and never part a transfer', () => {
  const documents = [
    one('orders', 'a'),
    one('stockMovements', 'out', 't'),
    one('orders', 'b'),
    one('stockMovements', 'other'),
    one('stockMovements', 'in', 't'),
    one('customers', 'c'),
  ]
  expect(ids(partsOf(documents, 6))).toEqual([['c', 'a', 'b', 'other', 'out', 'in']])
  expect(ids(partsOf(documents, 3))).toEqual([
    ['c', 'a'],
    ['b', 'other'],
    ['out', 'in'],
  ])
})

test('a long outbox is sent in parts that the server takes, with progress', async () => {
  const documents = Array.from({ length: 250 }, (_, n) => one('orders', `o${n}`))
  const outbox = {
    tenantId: 't',
    deviceId: 'd',
    branchId: 'b',
    lane: 'DT-L1',
    savedAt: '',
    documents,
  } as never
  const sizes: number[] = []
  const progress: number[] = []
  const call = async (path: string, { body }: { body?: unknown }) => {
    expect(path).toBe('/devices/d/outbox-import')
    const sent = (body as { documents: typeof documents }).documents
    sizes.push(sent.length)
    return {
      outcomes: sent.map(({ collection, document }) => ({
        collection,
        id: document.id,
        outcome: 'settled',
        status: 'accepted',
        rejection: null,
      })),
    }
  }
  const outcomes = await importOutbox(outbox, call, (count) => progress.push(count))
  expect(outcomes).toHaveLength(250)
  expect(sizes.every((size) => size <= 200)).toBe(true)
  expect(progress).toEqual([199, 250])
})
