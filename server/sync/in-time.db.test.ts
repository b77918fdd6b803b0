import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()
// A database that gives up later than it should: the server's own patience is what is looked at.
const patient = openDatabase({ url: database.url, lockTimeout: 60_000, statementTimeout: 60_000 })
const { app } = await testNode(database.url, { database: patient })
let till: TestLane
let admin: TestLane
let product: { id: string; price: number }
let stranger: pg.Client

beforeEach(async () => {
  await database.empty()
  const shop = await testShop(database)
  till = await testLane(app, shop, 'cashier')
  admin = await testLane(app, shop, 'admin')
  product = await testProduct(admin, { [till.branchId]: 5 })
  // Whoever asks is known by now: what follows waits for the locked table and nothing else.
  await till.get('/replication/branches/pull')
  stranger = new pg.Client({ connectionString: database.url })
  await stranger.connect()
  // Timers only; the database answers in its own time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(async () => {
  vi.useRealTimers()
  await stranger.end()
})

/** Keeps everybody from a table until `stranger` lets go. */
async function lock(table: string): Promise<void> {
  await stranger.query(`begin; lock table ${table} in access exclusive mode`)
}

async function somebodyWaits(): Promise<void> {
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  while ((await database.query(waiting)).length === 0);
}

/** What is answered at a moment: nothing yet, or an error and when to come again. */
function ask(path: string, payload?: object) {
  const seen: { status?: number; code?: string; retryAfter?: unknown } = {}
  const method = payload ? 'POST' : 'GET'
  const url = `/api/v1/replication/${path}`
  const done = app
    .inject({ method, url, headers: till.headers, ...(payload && { payload }) })
    .then(({ statusCode: status, headers, json }) =>
      Object.assign(seen, { status, code: json().error?.code, retryAfter: headers['retry-after'] }),
    )
  return { seen, done }
}

const busy = { status: 503, code: 'sync/busy', retryAfter: '1' }

for (const question of ['pull', 'digest']) {
  test(`[U7] a ${question} that the database does not answer is told so after ten seconds`, async () => {
    await lock('products')
    const { seen, done } = ask(`products/${question}`)
    await somebodyWaits()
    await vi.advanceTimersByTimeAsync(9_900)
    expect(seen).toEqual({})
    await vi.advanceTimersByTimeAsync(200)
    expect(await done).toEqual(busy)
    await stranger.query('rollback')
    expect((await till.get(`/replication/products/${question}`)).status).toBe(200)
  })
}

test('[U7] a push that cannot be settled is answered after nine seconds; sent again, it is settled once', async () => {
  await lock('stock_levels')
  const sale = testSale(till, product)
  const { seen, done } = ask('orders/push', { rows: [{ newDocumentState: sale }] })
  await somebodyWaits()
  await vi.advanceTimersByTimeAsync(8_900)
  expect(seen).toEqual({})
  await vi.advanceTimersByTimeAsync(200)
  expect(await done).toEqual(busy)
  await stranger.query('rollback')
  expect((await till.push('orders', [sale])).body['conflicts'][0].status).toBe('accepted')
  expect((await till.pullAll('stockLevels')).map((level) => level['onHand'])).toEqual([4])
})

test('[U7] a case that cannot be settled is told so after ten seconds; the command goes on, once', async () => {
  const sale = testSale(till, product, 9)
  await till.push('orders', [sale])
  await lock('stock_levels')
  const settle = () =>
    admin.post(
      `/orders/${sale.id}/settle`,
      { action: 'recount', reason: 'the goods left' },
      { 'idempotency-key': 'one' },
    )
  const busy = settle()
  await somebodyWaits()
  await vi.advanceTimersByTimeAsync(10_100)
  expect(await busy).toMatchObject({ status: 503, body: { error: { code: 'sync/busy' } } })
  await stranger.query('rollback')
  expect(await settle()).toMatchObject({ status: 200, body: { status: 'accepted' } })
  expect((await till.pullAll('stockMovements')).map((one) => one['delta'])).toEqual([5, 4, -9])
})
