import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const clock = manualClock(Date.parse('2026-01-01T00:00:00.000Z'))
const holder = new pg.Client({ connectionString: database.url })

beforeAll(() => holder.connect())
afterAll(() => holder.end())

/** Resolves when so many connections wait for a lock. */
async function waiting(count: number): Promise<void> {
  const asked = Date.now()
  for (;;) {
    const [row] = await database.query<{ waiting: number }>(
      `select count(*)::integer as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (row?.waiting === count) return
    if (Date.now() - asked > 2_500) throw new Error(`${row?.waiting} connections wait, not ${count}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('[O6] [L2] a refund at another branch is decided by its place in the log, though its sale shares no lock with it', async () => {
  const shop = await testShop(database)
  const [first, second] = [await testNode(database.url, { clock }), await testNode(database.url, { clock })]
  const admin = await testLane(first.app, shop, 'admin')
  const seller = await testLane(first.app, shop, 'cashier')
  const refunder = await testLane(second.app, shop, 'neighbour', shop.branches.riverside)
  const product = await testProduct(admin, { [seller.branchId]: 1 })
  const sale = testSale(seller, product)
  const refund = testSale(refunder, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
  const back = { ...refund, lines: [{ ...refund.lines[0], refundOf: sale.lines[0]?.id, restock: true }] }

  // The sale is decided and waits for its place in the log, which somebody else still holds.
  await holder.query('begin')
  await holder.query('select from log_heads where tenant_id = $1 for update', [shop.tenantId])
  const sold = seller.push('orders', [sale])
  await waiting(1)
  const given = refunder.push('orders', [back])
  await waiting(2)
  await holder.query('commit')

  expect((await sold).body['conflicts'][0]).toMatchObject({ status: 'accepted' })
  expect((await given).body['conflicts'][0]).toMatchObject({ status: 'accepted' })
})
