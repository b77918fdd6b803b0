import { afterAll, expect, test } from 'vitest'
import { freezablePort } from '../testing/freezable-port.ts'
import { testDatabase } from '../testing/test-database.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import { openDatabase } from './database.ts'

const database = await testDatabase()
const port = await freezablePort(database.url)
afterAll(() => port.close())
// As in production but for the patience with a statement: a second instead of nine.
const frozen = openDatabase({ url: port.url, statementTimeout: 1_000, onError: () => {} })
const { app } = await testNode(database.url, { database: frozen })

test('[U7] [L6] a database that falls silent is given up on, and used again when it answers', async () => {
  const shop = await testShop(database)
  const admin = await testLane(app, shop, 'admin')
  const till = await testLane(app, shop, 'cashier')
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sale = testSale(till, product)
  await till.get('/replication/products/pull')

  port.freeze()
  const began = performance.now()
  const answers = await Promise.all([
    till.get('/replication/orders/pull'),
    till.get('/replication/orders/digest'),
    till.push('orders', [sale]),
    till.get('/status/none'),
  ])
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 404])
  // Far above what a busy machine takes; without patience of its own a driver waits for a silent socket for ever.
  expect(performance.now() - began).toBeLessThan(40_000)

  port.thaw()
  expect((await till.get('/replication/orders/pull')).status).toBe(200)
  const { body } = await till.push('orders', [sale])
  expect(body['conflicts']).toMatchObject([{ id: sale.id, status: 'accepted' }])
  expect((await till.pullAll('orders')).length).toBe(1)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})
