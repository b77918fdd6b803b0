import { beforeEach, expect, test } from 'vitest'
import { createMetrics } from '../metrics.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { installJobs } from '../jobs/install-jobs.ts'
import { freezablePort } from '../testing/freezable-port.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, deps, clock } = await testNode(database.url, { metrics: createMetrics({ process: true }) })
let shop: TestShop
let admin: TestLane
let till: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
})

/** The lines of a scrape that begin with a name, without the name. */
async function scraped(name: string): Promise<string[]> {
  clock.advance(10_000)
  const reply = await app.inject('/metrics')
  expect(reply.statusCode).toBe(200)
  const lines = reply.body
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return lines.map((line) => line.slice(name.length).trim())
}

test('what was pushed and pulled is counted by what became of it', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 1 })
  const sale = testSale(till, product)
  await till.push('orders', [sale])
  await till.push('orders', [sale])
  await till.push('orders', [testSale(till, product), { id: 'nonsense' }])
  await till.pullAll('orders')
  expect(await scraped('omnisync_settled_documents_total')).toEqual(
    expect.arrayContaining([
      '{collection="orders",outcome="accepted"} 2',
      '{collection="orders",outcome="conflict"} 1',
      '{collection="orders",outcome="refused"} 1',
    ]),
  )
  expect(await scraped('omnisync_pulled_documents_total')).toContain('{collection="orders"} 2')
  expect(await scraped('omnisync_settle_seconds_count')).toContain('{collection="orders"} 3')
})

test('what waits is told over all businesses, and of none by name', async () => {
  const product = await testProduct(admin, {})
  await till.push('orders', [testSale(till, product), { id: 'nonsense' }])
  const two = await testShop(database, 'two')
  const theirs = await testLane(app, two, 'admin')
  await theirs.push('orders', [{ id: 'nonsense' }])
  expect(await scraped('omnisync_businesses')).toEqual(['2'])
  expect(await scraped('omnisync_cases')).toEqual(['{kind="open"} 1'])
  expect(await scraped('omnisync_dead_letters_open')).toEqual(['2'])
  const [{ sum } = { sum: 0 }] = await database.query<{ sum: number }>(
    'select sum(head)::integer as sum from log_heads',
  )
  expect(await scraped('omnisync_log_positions')).toEqual([String(sum)])
  const everything = (await app.inject('/metrics')).body
  for (const secret of [shop.tenantId, two.tenantId, till.id]) expect(everything).not.toContain(secret)
})

test('jobs are told by their queue, with the age of the oldest', async () => {
  await installJobs(database.url)
  const jobs = openJobs({ url: database.url, logger: deps.logger })
  try {
    const db = deps.database.tenant(shop.tenantId)
    await db.transaction().execute((tx) => jobs.send(tx, 'bulk.run', { tenantId: shop.tenantId }))
    await database.query(
      `update jobs.job set created_on = now() - interval '1 hour', start_after = now() - interval '1 hour'`,
    )
    expect(await scraped('omnisync_jobs')).toEqual(['{queue="bulk.run",state="waiting"} 1'])
    const [age = ''] = await scraped('omnisync_jobs_oldest_seconds')
    expect(Math.round(Number(age.split(' ')[1]) / 60)).toBe(60)
  } finally {
    await jobs.stop()
  }
})

test('without its database a node tells of itself all the same, and that the database is away', async () => {
  const way = await freezablePort(database.url)
  const other = await testNode(way.url, { clock })
  expect((await other.app.inject('/metrics')).body).toContain('omnisync_database_up 1')
  await way.close()
  clock.advance(10_000)
  const { statusCode, body } = await other.app.inject('/metrics')
  expect(statusCode).toBe(200)
  expect(body).toContain('omnisync_database_up 0')
  expect(body).not.toMatch(/^omnisync_(businesses|cases) \d/m)
  expect(body).toContain('omnisync_http_seconds')
})
