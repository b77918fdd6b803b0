import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnyStorage } from '../database/storages.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { faultyStorage, type StorageCall } from './testing/faulty-storage.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, productOf, testBrowser, until, untilState, uuid } from './testing/test-lane.ts'

const world = lanesOfTest()
let server: FakeServer
const { lane } = world

beforeEach(() => {
  server = world.begin()
})

afterEach(() => world.end())

/**
 * A lane whose own look at its digests is five seconds away, and not the twentieth of one: it would heal beside a test
 * that counts what the check it asked for has healed.
 */
const unhurried = { speed: 1 }

/** A browser whose storage fails where told. */
function hiccuping(fails: (call: StorageCall) => boolean) {
  const browser = testBrowser()
  const storage = faultyStorage(browser.intents, fails)
  return { browser: { ...browser, intents: storage, facts: storage }, storage }
}

test('[C1] one failing write while rows are pulled loses none of them', async () => {
  let left = 3
  const { browser, storage } = hiccuping(
    (call) => call.collection === 'products' && call.method === 'bulkWrite' && left-- > 0,
  )
  for (let number = 1; number <= 500; number += 1) server.put('products', productOf(number))
  const shop = await lane({ browser, pageSize: 100 })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  const healed = await shop.sync.check()
  expect(storage.failed()).toBe(3)
  // Nothing was left for the digest to heal.
  expect(healed.get('products') ?? 0).toBe(0)
  expect(shop.catalogue.size).toBe(500)
})

test.each(['bulkWrite', 'findDocumentsById', 'query'] as const)(
  '[C1] a storage that fails for good at %s for a while costs a replication, not an order and not a row',
  async (method) => {
    let broken = false
    // The replication's own notes fail; the orders themselves can be written.
    const fails = ({ collection }: StorageCall) =>
      collection.startsWith(method === 'query' ? 'orders' : 'rx-replication')
    const { browser, storage } = hiccuping((call) => broken && call.method === method && fails(call))
    const shop = await lane({ browser })
    await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
    await shop.orders.place(draftOf(0))
    await untilState(shop, (state) => state.waiting === 0)
    broken = true
    for (let number = 1; number <= 5; number += 1) await shop.orders.place(draftOf(number))
    for (let number = 1; number <= 20; number += 1) server.put('products', productOf(number))
    void shop.sync.syncNow()
    await until(() => storage.failed() >= 6, 45_000)
    await untilState(shop, (state) => state.restarts > 0, 45_000)
    broken = false
    await untilState(shop, (state) => state.waiting === 0, 15_000)
    expect(server.settled).toHaveLength(6)
    await until(() => shop.catalogue.size === 20)
  },
  40_000,
)

test('[C5] the digest finds a damaged, a missing and a superfluous row, and the repair heals them', async () => {
  for (let number = 1; number <= 30; number += 1) server.put('products', productOf(number))
  const shop = await lane(unhurried)
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  // The server's table changes without a word: what the device holds is now damaged, missing and superfluous.
  const table = server.table('products')
  table.set(uuid(1), { ...table.get(uuid(1))!, seq: table.get(uuid(1))!.seq, title: 'Truth' })
  table.delete(uuid(2))
  const silent = { ...table.get(uuid(3))!, id: uuid(900), seq: 3 }
  table.set(uuid(900), silent)
  const healed = await shop.sync.check()
  expect(healed.get('products')).toBe(3)
  expect((await untilState(shop, (state) => state.healed > 0)).healed).toBe(3)
  expect(shop.catalogue.product(uuid(1))?.title).toBe('Truth')
  expect(shop.catalogue.product(uuid(2))).toBeNull()
  expect(shop.catalogue.product(uuid(900))).not.toBeNull()
  expect((await shop.sync.check()).get('products')).toBeUndefined()
})

test('[C5] [P2] rows of another branch that a lane holds are no difference, and stay', async () => {
  const movement = { createdAt: new Date().toISOString(), transferId: uuid(5), deviceId: uuid(0xd1) }
  // As the answer to its push brought them: the half that arrives is another branch's.
  server.put('stockMovements', { ...movement, id: uuid(1), branchId: draftOf(1).branchId })
  server.put('stockMovements', { ...movement, id: uuid(2), branchId: uuid(0xb2) })
  server.put('stockMovements', { ...movement, id: uuid(3), branchId: draftOf(1).branchId })
  const shop = await lane(unhurried)
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  server.showsBranch = draftOf(1).branchId
  expect((await shop.sync.check()).get('stockMovements')).toBeUndefined()
  // A repair for another reason leaves them alone as well.
  server.table('stockMovements').delete(uuid(3))
  expect((await shop.sync.check()).get('stockMovements')).toBe(1)
})

test('[C5] healing orders sends none of them, and never touches what is unsent', async () => {
  const shop = await lane()
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  await shop.orders.place(draftOf(1))
  await untilState(shop, (state) => state.waiting === 0)
  const table = server.table('orders')
  table.set(draftOf(1).id, { ...table.get(draftOf(1).id)!, seq: 50, note: 'changed in silence' })
  server.put('products', { ...productOf(1) })
  server.faultOf = (it) => (it.action === 'push' ? 'request-lost' : null)
  await shop.orders.place(draftOf(2))
  server.seen.length = 0
  await until(async () => {
    await shop.sync.check()
    return (await shop.orders.byId(draftOf(1).id))?.note === 'changed in silence'
  })
  expect(await shop.orders.byId(draftOf(2).id)).toMatchObject({ status: 'pending' })
  const sent = server.seen.filter((it) => it.action === 'push').flatMap((it) => it.rows.map((row) => row.id))
  expect(sent).not.toContain(draftOf(1).id)
})

test('[C7] an order that replication passed over is touched, and sent', async () => {
  let deaf = true
  // The clock runs as fast as the waiting: a minute of patience is a moment.
  const start = Date.now()
  const shop = await lane({ speed: 200, now: () => start + (Date.now() - start) * 200 })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  // The server says nothing of the order, as if it had nothing to say: the order stays pending here.
  server.swallow = () => deaf
  await shop.orders.place(draftOf(1))
  await until(() => server.swallowed > 0)
  deaf = false
  await untilState(shop, (state) => state.waiting === 0, 45_000)
  expect(server.settled).toEqual([draftOf(1).id])
})

test('nobody looks through what is only pulled for something to send', async () => {
  /** Collections that were asked for what was written last. */
  const asked = new Set<string>()
  const overheard = (storage: AnyStorage): AnyStorage => ({
    ...storage,
    async createStorageInstance(params) {
      const instance = await storage.createStorageInstance(params)
      const { query } = instance
      instance.query = (prepared) => {
        if (prepared.query.sort.some((by) => '_meta.lwt' in by)) asked.add(params.collectionName)
        return query.call(instance, prepared)
      }
      return instance
    },
  })
  const { intents, ...browser } = testBrowser()
  for (let number = 1; number <= 50; number += 1) server.put('products', productOf(number))
  const storages = { intents: overheard(intents), facts: overheard(intents) }
  const shop = await lane({ browser: { ...browser, ...storages }, pageSize: 20 })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  await shop.orders.place(draftOf(0))
  await untilState(shop, (state) => state.waiting === 0)
  expect(shop.catalogue.size).toBe(50)
  expect(asked).toContain('orders')
  expect(asked).not.toContain('products')
  expect(asked).not.toContain('stockLevels')
})
