import { afterEach, expect, test } from 'vitest'
import type { Databases } from './open-databases.ts'
import { openDatabases } from './open-databases.ts'
import type { Plain } from './rows.ts'
import { memoryStorage } from './testing/memory-storage.ts'
import { watchUnsent } from './unsent.ts'

const lane = '00000000-0000-7000-8000-0000000000aa'
const order = (changes: object = {}) =>
  ({
    id: '00000000-0000-7000-8000-000000000001',
    seq: 0,
    number: 'DT-L1-000001',
    deviceId: lane,
    status: 'pending',
    createdAt: '2026-03-14T09:30:00.000Z',
    _deleted: false,
    ...changes,
  }) as unknown as Plain

let databases: Databases | undefined
afterEach(() => databases?.close())

async function watched() {
  databases = await openDatabases({
    name: `unsent-${crypto.randomUUID()}`,
    intents: memoryStorage(),
    facts: memoryStorage(),
    multiInstance: false,
    patience: { waits: [], wait: () => Promise.resolve(), gaveUp: () => {} },
  })
  const { orders } = databases.collections
  return { orders, unsent: await watchUnsent(databases, lane) }
}

const { _deleted: _, ...written } = order()

test('what was just written waits at once, before the store says so, and once', async () => {
  const { orders, unsent } = await watched()
  unsent.note('orders', order())
  expect(unsent.all()).toHaveLength(1)
  await orders.insert(written as never)
  expect(unsent.all()).toHaveLength(1)
})

test('[U2] what the server has settled does not wait again because a slow page notes late that it was written', async () => {
  const { orders, unsent } = await watched()
  const row = await orders.insert(written as never)
  await row.incrementalPatch({ seq: 7, status: 'accepted' } as never)
  await expect.poll(() => unsent.all()).toEqual([])
  unsent.note('orders', order())
  expect(unsent.all()).toEqual([])
  expect(unsent.needHelp()).toEqual([])
})

test('[U2] nor does what came back needing help stop to need it', async () => {
  const { orders, unsent } = await watched()
  const row = await orders.insert(written as never)
  await row.incrementalPatch({ status: 'rejected' } as never)
  await expect.poll(() => unsent.needHelp()).toHaveLength(1)
  unsent.note('orders', order())
  expect(unsent.all()).toEqual([])
  expect(unsent.needHelp()).toHaveLength(1)
})
