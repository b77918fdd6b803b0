import { expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()

test.each([
  ['NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800b'],
])(
  '[U5] [U1] text that Postgres cannot keep (%s) is a dead letter, and only its own order',
  async (_, note) => {
    const shop = await testShop(database, crypto.randomUUID())
    const { app } = await testNode(database.url)
    const admin = await testLane(app, shop, 'admin')
    const till = await testLane(app, shop, 'cashier')
    const product = await testProduct(admin, { [till.branchId]: 9 })
    const [bad, good] = [testSale(till, product, 1, { note }), testSale(till, product)]

    const { body } = await till.push('orders', [bad, good])

    expect(body['conflicts']).toMatchObject([
      { id: bad.id, status: 'rejected', rejection: { code: 'document/invalid' } },
      { id: good.id, status: 'accepted' },
    ])
    expect(body['conflicts'][0].rejection.message).toContain('surrogate')
    const letters = await database.query('select document_id from dead_letters where tenant_id = $1', [
      shop.tenantId,
    ])
    expect(letters).toEqual([{ document_id: bad.id }])
  },
)
