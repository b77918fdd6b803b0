import 'fake-indexeddb/auto'
import { addRxPlugin, createRxDatabase, type RxDatabase, type RxCollection } from 'rxdb/plugins/core'
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup'
import { RxDBDevModePlugin, disableWarnings } from 'rxdb/plugins/dev-mode'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { expect, it } from 'vitest'
import { logName, logStorage } from './log-storage.ts'
import { diskWith, newDisk } from './testing/disk.ts'
import { productSchema, type Product } from './testing/products.ts'

disableWarnings()
addRxPlugin(RxDBDevModePlugin)
addRxPlugin(RxDBCleanupPlugin)

type Shop = RxDatabase<{ products: RxCollection<Product> }>
type Checkpoint = { seq: number }
type Row = Product & { seq: number; _deleted: boolean }

it('[C1] RxDB pulls into it, asks and listens, and goes on from the checkpoint after a reopening', async () => {
  const { indexedDB } = newDisk()
  const server = shopServer()
  server.change(1, 250)
  const first = await openShop(indexedDB)
  const counts: number[] = []
  first.products.count().$.subscribe((count) => counts.push(count))
  await pull(first, server)
  expect(await first.products.count().exec()).toBe(250)
  const cheapest = await first.products
    .find({ selector: { price: { $lt: 20 } }, sort: [{ title: 'desc' }], limit: 3 })
    .exec()
  expect(cheapest.map((d) => d.id)).toEqual(['p9', 'p8', 'p7'])
  expect(counts.at(-1)).toBe(250)
  await first.close()

  server.change(240, 300)
  server.remove(1, 10)
  server.asked = []
  const second = await openShop(indexedDB)
  await pull(second, server)
  expect(server.asked[0]).toBe(250)
  expect(await shown(second)).toEqual(server.live())
  await second.products.cleanup(0)
  await second.close()

  const third = await openShop(indexedDB)
  expect(await shown(third)).toEqual(server.live())
  await third.remove()
  const fourth = await openShop(indexedDB)
  expect(await shown(fourth)).toEqual([])
  await fourth.close()
})

it(
  '[C1] after a crash at any moment of a first load RxDB pulls the rest and holds what the server holds',
  { timeout: 120_000 },
  async () => {
    const disk = newDisk()
    const server = shopServer()
    server.change(1, 120)
    const shop = await openShop(disk.indexedDB)
    await pull(shop, server)
    server.change(50, 90)
    server.remove(5, 20)
    await pull(shop, server)
    await shop.close()
    const states = await Promise.all(disk.states)
    expect(states.length).toBeGreaterThan(10)
    const starts = new Set<number>()
    for (const state of states) {
      const { indexedDB } = await diskWith(state, logName('shop'))
      server.asked = []
      const again = await openShop(indexedDB)
      await pull(again, server)
      starts.add(server.asked[0]!)
      expect(await shown(again)).toEqual(server.live())
      await again.close()
    }
    // Some of the crashes kept a checkpoint in the middle: otherwise this would show no more than that a pull works.
    expect(starts.size).toBeGreaterThan(4)
  },
)

async function openShop(indexedDB: IDBFactory): Promise<Shop> {
  const storage = wrappedValidateAjvStorage({
    storage: logStorage({ indexedDB, slack: { documents: 50, records: 20, perRecord: 30 } }),
  })
  const shop = await createRxDatabase<{ products: RxCollection<Product> }>({
    name: 'shop',
    storage,
    multiInstance: false,
    closeDuplicates: true,
  })
  await shop.addCollections({ products: { schema: productSchema } })
  return shop
}

/** One pull to the end, as a till does it: pull only. */
async function pull(shop: Shop, server: ReturnType<typeof shopServer>): Promise<void> {
  const errors: unknown[] = []
  const replication = replicateRxCollection<Product, Checkpoint>({
    collection: shop.products,
    replicationIdentifier: 'a server',
    live: false,
    retryTime: 10,
    pull: { batchSize: 30, handler: async (from, limit) => server.page(from?.seq ?? 0, limit) },
  })
  replication.error$.subscribe((error) => errors.push(error))
  await replication.awaitInitialReplication()
  // The checkpoint is written without being waited for.
  await shop.requestIdlePromise()
  await replication.cancel()
  expect(errors).toEqual([])
}

async function shown(shop: Shop): Promise<string[]> {
  const found = await shop.products.find().exec()
  return found.map((d) => `${d.id} ${d.price}`).sort()
}

/** Products in order of their last change. */
function shopServer() {
  const rows = new Map<string, Row>()
  let seq = 0
  const put = (n: number, deleted: boolean) => {
    const id = `p${n}`
    seq++
    rows.delete(id)
    rows.set(id, {
      id,
      title: id,
      price: 10 + n + 1000 * Math.floor(seq / 100),
      archived: false,
      seq,
      _deleted: deleted,
    })
  }
  const each = (from: number, to: number, deleted: boolean) => {
    for (let n = from; n <= to; n++) put(n, deleted)
  }
  const server = {
    asked: [] as number[],
    change: (from: number, to: number) => each(from, to, false),
    remove: (from: number, to: number) => each(from, to, true),
    live: () =>
      [...rows.values()]
        .filter((row) => !row._deleted)
        .map((row) => `${row.id} ${row.price}`)
        .sort(),
    page(from: number, limit: number) {
      server.asked.push(from)
      const found = [...rows.values()].filter((row) => row.seq > from).slice(0, limit)
      return {
        documents: found.map(({ seq: _, ...row }) => row),
        checkpoint: { seq: found.at(-1)?.seq ?? from },
      }
    },
  }
  return server
}
