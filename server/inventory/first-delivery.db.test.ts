import { expect, test } from 'vitest'
import { holdLogOf } from '../testing/hold-log.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()

test('[O2] [O3] what is sold while another node books its first delivery is judged by its place in the log', async () => {
  const shop = await testShop(database)
  const [first, second] = [await testNode(database.url), await testNode(database.url)]
  const admin = await testLane(first.app, shop, 'admin')
  const seller = await testLane(second.app, shop, 'cashier')
  const product = await testProduct(admin, {})
  const delivery = testMovement({ branchId: seller.branchId, productId: product.id, delta: 3 })

  // The delivery is decided and waits for its place in the log, which somebody else still holds.
  const log = await holdLogOf(database, shop.tenantId)
  const delivered = admin.push('stockMovements', [delivery])
  await log.waiting(1)
  const sold = seller.push('orders', [testSale(seller, product)])
  await log.waiting(2)
  await log.release()

  expect((await delivered).body['conflicts'][0]).toMatchObject({ balance: 3 })
  expect((await sold).body['conflicts'][0]).toMatchObject({ status: 'accepted' })
})
