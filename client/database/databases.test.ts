import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseName } from './database-name.ts'
import { openDatabases, type Databases } from './open-databases.ts'
import { pruneOld } from './prune-orders.ts'
import { lastCounter, rememberCounter } from './receipt-counter.ts'
import { pagesOf, rowsWhere } from './rows.ts'
import { watchUnsent } from './unsent.ts'

let databases: Databases
let run = 0
const day = 86_400_000
const now = Date.UTC(2026, 5, 30, 12)

beforeEach(async () => {
  run += 1
  const storage = getRxStorageMemory()
  const patience = { waits: [], wait: async () => {}, gaveUp: () => {} }
  databases = await openDatabases({
    name: `test-${run}`,
    intents: storage,
    facts: storage,
    patience,
    multiInstance: false,
  })
})

afterEach(() => databases.close())

function order(id: string, more: object) {
  return {
    id,
    seq: 0,
    number: `DT-L1-${id.padStart(6, '0')}`,
    status: 'pending',
    createdAt: new Date(now).toISOString(),
    ...more,
  }
}

test('[P2] what left the thirty days goes, but nothing unsent and nothing rejected', async () => {
  const old = new Date(now - 40 * day).toISOString()
  const { orders } = databases.collections
  await orders.bulkInsert([
    order('1', { seq: 7, status: 'accepted', createdAt: old }),
    order('2', { seq: 8, status: 'conflict', createdAt: new Date(now - 30.4 * day).toISOString() }),
    order('3', { createdAt: old }),
    order('4', { status: 'rejected', createdAt: old }),
    order('5', { seq: 9, status: 'accepted' }),
  ] as never[])
  expect(await pruneOld(databases, now)).toBe(1)
  const left = await rowsWhere(orders, { selector: {} })
  expect(left.map((row) => row.id).sort()).toEqual(['2', '3', '4', '5'])
})

test('[P2] more than a page of old orders goes at once, and what is unsent among them stays', async () => {
  const { orders } = databases.collections
  const old = Array.from({ length: 130 }, (_, n) =>
    order(`${100 + n}`, {
      createdAt: new Date(now - 60 * day + n).toISOString(),
      seq: n === 70 ? 0 : n + 1,
      status: n === 70 ? 'pending' : 'accepted',
    }),
  )
  await orders.bulkInsert(old as never[])
  expect(await pruneOld(databases, now)).toBe(129)
  expect((await rowsWhere(orders, { selector: {} })).map((row) => row.id)).toEqual(['170'])
})

test('[P2] more than a page of one moment goes at once, around what is unsent', async () => {
  const { orders } = databases.collections
  const createdAt = new Date(now - 60 * day).toISOString()
  const old = Array.from({ length: 170 }, (_, n) =>
    n % 17 === 0
      ? order(`${100 + n}`, { createdAt })
      : order(`${100 + n}`, { createdAt, seq: n + 1, status: 'accepted' }),
  )
  await orders.bulkInsert(old as never[])
  expect(await pruneOld(databases, now)).toBe(160)
  expect(await rowsWhere(orders, { selector: {} })).toHaveLength(10)
})

test('the counter of a lane goes on where its store or its memory is further, and knows no other lane', async () => {
  const { orders } = databases.collections
  await orders.bulkInsert([order('41', {}), order('7', { number: 'DT-L10-000099' })] as never[])
  const memory = new Map<string, string>()
  const kept = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
  }
  expect(await lastCounter(orders, 'DT-L1-', kept)).toBe(41)
  rememberCounter('DT-L1-', 50, kept)
  expect(await lastCounter(orders, 'DT-L1-', kept)).toBe(50)
  expect(await lastCounter(orders, 'RV-L1-', kept)).toBe(0)
})

test('[O7] a refund that the desk made of the last sale uses that sale’s number and hides it from no counter', async () => {
  const { orders } = databases.collections
  const desks = order('3', { number: 'DT-L1-000043-R', status: 'accepted' })
  await orders.bulkInsert([order('42', {}), order('43', {}), desks] as never[])
  // As a power cut leaves it: the last sale is in the store, and not in memory yet.
  const oneBehind = { getItem: () => '42', setItem: () => {} }
  expect(await lastCounter(orders, 'DT-L1-', oneBehind)).toBe(43)
  await orders.bulkRemove(['42', '43'])
  expect(await lastCounter(orders, 'DT-L1-', oneBehind), 'of a sale that is gone').toBe(43)
})

test('[C8] unsent is what waits: in the order of the counter, without what the server knows or refused', async () => {
  const { orders, customers } = databases.collections
  await orders.bulkInsert([
    order('12', { createdAt: new Date(now - day).toISOString() }),
    order('11', {}),
    order('13', { seq: 5, status: 'accepted' }),
    order('14', { status: 'rejected' }),
  ] as never[])
  await customers.insert({ id: 'c', seq: 0, name: 'Cora', updatedAt: '' } as never)
  const unsent = await watchUnsent(databases, null)
  expect(unsent.all().map((it) => it.document.id)).toEqual(['11', '12', 'c'])
  expect(unsent.needHelp().map((it) => it.id)).toEqual(['14'])
  await (await orders.findOne('11').exec())!.incrementalPatch({ seq: 6, status: 'accepted' } as never)
  await expect.poll(() => unsent.all().map((it) => it.document.id)).toEqual(['12', 'c'])
  unsent.stop()
})

test('pages give every row once, whatever the size of a page', async () => {
  const { products } = await databases.facts
  await products.bulkInsert(
    Array.from({ length: 23 }, (_, index) => ({ id: `p${index}`, seq: index + 1 })) as never[],
  )
  const seen: string[] = []
  for await (const rows of pagesOf(products, 5)) seen.push(...rows.map((row) => row.id))
  expect(seen).toHaveLength(23)
  expect(new Set(seen).size).toBe(23)
})

test('[P2] tenant, lane and scope each have databases of their own', () => {
  const who = { tenantId: 't', deviceId: 'd', role: 'STAFF', branchId: 'b' }
  const others = [{ tenantId: 'u' }, { deviceId: 'e' }, { role: 'ADMIN' }, { branchId: null }].map(
    (other) => ({ ...who, ...other }),
  )
  expect(new Set([who, ...others].map(databaseName)).size).toBe(5)
})
