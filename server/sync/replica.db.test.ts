import { beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { freezablePort } from '../testing/freezable-port.ts'
import { replicatedPostgres } from '../testing/replicated-postgres.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const postgres = await replicatedPostgres()
const way = await freezablePort(postgres.replicaUrl)
const replica = openDatabase({ url: way.url, connectTimeout: 300, statementTimeout: 300 })
const { app, deps, clock } = await testNode(postgres.primary.url, { replica })
let shops = 0
let shop: TestShop
let admin: TestLane
let till: TestLane

beforeEach(async () => {
  // Whatever the replica was left alone for is over.
  clock.advance(60_000)
  shop = await testShop(postgres.primary, `shop ${(shops += 1)}`)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
})

/** How many reads ended how, since the last time this was asked. */
const counted: Record<string, number> = {}
async function reads(): Promise<Record<string, number>> {
  const now =
    (await deps.metrics.registry.getSingleMetric('omnisync_replica_reads_total')?.get())?.values ?? []
  const since: Record<string, number> = {}
  for (const { labels, value } of now) {
    const outcome = String(labels['outcome'])
    if (value !== counted[outcome]) since[outcome] = value - (counted[outcome] ?? 0)
    counted[outcome] = value
  }
  return since
}

/** Waits until the replica has all that the primary has committed. */
async function caughtUp(): Promise<void> {
  const [primary] = await postgres.primary.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
  await expect
    .poll(async () => {
      const [row] = await postgres.askReplica<{ there: boolean }>(
        `select pg_last_wal_replay_lsn() >= '${primary!.lsn}' as there`,
      )
      return row?.there
    })
    .toBe(true)
}

const idsOf = (documents: readonly Record<string, unknown>[]): unknown[] => documents.map(({ id }) => id)

test('[P4] a replica that has caught up serves pages and digests', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 5 })
  await till.push('orders', [testSale(till, product)])
  await caughtUp()
  await reads()
  expect(idsOf(await till.pullAll('products'))).toEqual([product.id])
  expect(await till.pullAll('orders')).toHaveLength(1)
  expect((await till.get('/replication/products/digest')).body['count']).toBe(1)
  expect(await reads()).toEqual({ served: 3 })
})

test('[P4] one that stands still is never behind for whoever asks: what was acknowledged is in the next page, and nobody is sent away', async () => {
  const first = await testProduct(admin, {})
  await caughtUp()
  await postgres.askReplica('select pg_wal_replay_pause()')
  const { head } = (await till.get('/replication/products/pull?seq=0')).body
  expect((await reads())['served']).toBeGreaterThan(0)
  const second = await testProduct(admin, {})
  // Its position is one that the replica has never heard of: at it, this would look like a foreign log (E2).
  const after = await till.get(`/replication/products/pull?seq=${head}`)
  expect([after.status, idsOf(after.body['documents'])]).toEqual([200, [second.id]])
  clock.advance(1_000)
  const end = await till.get(`/replication/products/pull?seq=${after.body['checkpoint'].seq}`)
  expect([end.status, end.body['documents']]).toEqual([200, []])
  expect(idsOf(await till.pullAll('products'))).toEqual([first.id, second.id])
  clock.advance(1_000)
  const digest = await till.get('/replication/products/digest')
  expect(digest.body).toMatchObject({ count: 2, head: after.body['head'] })
  const during = await reads()
  expect(during['behind']).toBeGreaterThan(1)
  expect(during['served'] ?? 0).toBe(0)
  await postgres.askReplica('select pg_wal_replay_resume()')
  await caughtUp()
  clock.advance(1_000)
  expect(idsOf(await till.pullAll('products', 0, 50))).toEqual([first.id, second.id])
  expect((await reads())['served']).toBeGreaterThan(0)
})

test('[P4] one that is frozen or dead fails no pull, and serves again when it is back', async () => {
  const product = await testProduct(admin, {})
  await caughtUp()
  await reads()
  way.freeze()
  expect(idsOf(await till.pullAll('products', 0, 11))).toEqual([product.id])
  // Nobody waits for it a second time.
  expect(idsOf(await till.pullAll('products', 0, 12))).toEqual([product.id])
  expect(await reads()).toEqual({ failed: 1, spared: 1 })
  way.thaw()
  await postgres.stopReplica()
  clock.advance(20_000)
  expect(idsOf(await till.pullAll('products', 0, 13))).toEqual([product.id])
  expect(await reads()).toEqual({ failed: 1 })
  await postgres.startReplica()
  await caughtUp()
  clock.advance(20_000)
  expect(idsOf(await till.pullAll('products', 0, 14))).toEqual([product.id])
  expect(await reads()).toEqual({ served: 1 })
})

test('[P4] [E1] under a log that was renewed a replica of before is not listened to', async () => {
  await testProduct(admin, {})
  await caughtUp()
  await postgres.askReplica('select pg_wal_replay_pause()')
  await postgres.primary.query(`update log_heads set epoch = 'another' where tenant_id = $1`, [shop.tenantId])
  await reads()
  const { checkpoint } = (await till.get('/replication/products/pull?seq=0&limit=77')).body
  expect(checkpoint.epoch).toBe('another')
  expect(await reads()).toEqual({ behind: 1 })
  await postgres.askReplica('select pg_wal_replay_resume()')
})
