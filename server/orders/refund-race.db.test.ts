import { expect, test } from 'vitest'
import { holdLogOf } from '../testing/hold-log.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const clock = manualClock(Date.parse('2026-01-01T00:00:00.000Z'))

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
  const log = await holdLogOf(database, shop.tenantId)
  const sold = seller.push('orders', [sale])
  await log.waiting(1)
  const given = refunder.push('orders', [back])
  await log.waiting(2)
  await log.release()

  expect((await sold).body['conflicts'][0]).toMatchObject({ status: 'accepted' })
  expect((await given).body['conflicts'][0]).toMatchObject({ status: 'accepted' })
})
