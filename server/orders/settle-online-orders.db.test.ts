import { beforeEach, expect, test } from 'vitest'
import { factOf } from '../../shared/orders/order.ts'
import type { OrderFact } from '../../shared/orders/order.ts'
import { inTransaction } from '../database/transaction.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testProduct, testSale } from '../testing/test-lane.ts'
import { settleOnlineOrders } from './settle-online-orders.ts'
import type { OnlineOutcome } from './settle-online-orders.ts'

const { database, deps, openShop, headOf, count } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

/** A sale of the online store: its device is nobody's, and its cashier never signed in there. */
const online = (product: { id: string; price: number }, quantity = 1, changes: object = {}): OrderFact =>
  factOf(
    testSale({ id: crypto.randomUUID(), branchId: till.branchId, userId: admin.userId }, product, quantity, {
      source: 'shopify',
      number: '#1001',
      payments: [{ type: 'online', amount: quantity * product.price }],
      ...changes,
    }),
  )
const settle = (...orders: OrderFact[]): Promise<OnlineOutcome[]> =>
  inTransaction(deps.database.tenant(shop.tenantId), (tx) =>
    settleOnlineOrders(tx, deps, shop.tenantId, orders),
  )

test('[O9] an online order takes its stock by the verb of the till, sealed and seen by every lane', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const [outcome] = await settle(online(product, 2))
  expect(outcome).toMatchObject({ kind: 'settled', isNew: true, order: { status: 'accepted', flags: [] } })
  const [seen] = await till.pullAll('orders')
  expect(seen).toMatchObject({ number: '#1001', source: 'shopify', seal: expect.any(String) })
  expect((await till.pullAll('stockLevels')).at(-1)).toMatchObject({ onHand: 1 })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[O9] one whose stock is short opens a case and is not refused', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const outcomes = await settle(online(product), online(product))
  expect(outcomes).toMatchObject([
    { kind: 'settled', order: { status: 'accepted' } },
    {
      kind: 'settled',
      order: { status: 'conflict', conflict: { shortages: [{ requested: 1, available: 0 }] } },
    },
  ])
  expect((await till.get('/conflicts')).status).toBe(403)
  expect((await admin.get('/conflicts')).body['conflicts']).toHaveLength(1)
})

test('[O9] [U3] told again, even in other words, it changes nothing and alarms nobody', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const order = online(product)
  await settle(order)
  const head = await headOf(shop.tenantId)
  const [again] = await settle({ ...order, note: 'told otherwise' })
  expect(again).toMatchObject({ kind: 'settled', isNew: false, order: { note: null } })
  expect(await headOf(shop.tenantId)).toBe(head)
  expect(await count('dead_letters')).toBe(0)
})

test('[O9] what does not add up is refused alone, and the others stand', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const outcomes = await settle(online(product, 1, { total: 1 }), online(product))
  expect(outcomes).toMatchObject([
    { kind: 'refused', code: 'order/wrong-sums' },
    { kind: 'settled', order: { status: 'accepted' } },
  ])
  expect(await count('orders')).toBe(1)
})
