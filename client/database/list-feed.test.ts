import { expect, test } from 'vitest'
import { listFeed } from './list-feed.ts'
import type { KeptCollection } from './open-databases.ts'
import { openDatabases } from './open-databases.ts'
import type { ListNews } from './shop.ts'
import { memoryStorage } from './testing/memory-storage.ts'

async function some() {
  const databases = await openDatabases({
    name: `feed-${crypto.randomUUID()}`,
    intents: memoryStorage(),
    facts: memoryStorage(),
    multiInstance: false,
    patience: { waits: [], wait: () => Promise.resolve(), gaveUp: () => {} },
  })
  return { databases, customers: databases.collections.customers as KeptCollection }
}

const customer = (id: number, name: string) => ({
  id: `00000000-0000-7000-8000-${String(id).padStart(12, '0')}`,
  seq: id,
  name,
})

test('a feed tells all there is, says when that was all, and then each change', async () => {
  const { databases, customers } = await some()
  await customers.bulkInsert(Array.from({ length: 1201 }, (_, at) => customer(at + 1, `C${at}`)) as never)
  const told: ListNews[] = []
  const following = listFeed('customers', customers, () => Promise.resolve()).subscribe((news) =>
    told.push(news),
  )
  await expect.poll(() => told.at(-1)?.whole).toBe(true)
  expect(new Set(told.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(1201)
  expect(told.filter(({ whole }) => whole)).toHaveLength(1)
  await customers.insert(customer(2000, 'New') as never)
  await customers.bulkRemove([customer(1, '').id])
  await expect.poll(() => told.flatMap(({ gone }) => gone)).toEqual([customer(1, '').id])
  expect(told.slice(-2)[0]?.rows).toMatchObject([{ name: 'New' }])
  following.unsubscribe()
  await databases.close()
})

test('what changes while it is read is not told again as it was', async () => {
  const { databases, customers } = await some()
  await customers.bulkInsert(Array.from({ length: 600 }, (_, at) => customer(at + 1, 'old')) as never)
  const told: ListNews[] = []
  let paused = 0
  const following = listFeed('customers', customers, async () => {
    paused += 1
    const last = await customers.findOne(customer(600, '').id).exec()
    if (paused === 1) await last?.incrementalPatch({ name: 'new' } as never)
  }).subscribe((news) => told.push(news))
  await expect.poll(() => told.at(-1)?.whole).toBe(true)
  const last = told.flatMap(({ rows }) => rows).filter(({ id }) => id === customer(600, '').id)
  expect(last.map((row) => (row as { name: string }).name)).toEqual(['new'])
  following.unsubscribe()
  await databases.close()
})
