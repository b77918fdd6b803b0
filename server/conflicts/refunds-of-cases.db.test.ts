import { beforeEach, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'

const { app, clock, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let support: TestLane
let here: string

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
  support = await testLane(app, shop, 'support')
  here = shop.branches.downtown
})

type Product = { id: string; price: number }
const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const settle = (id: string, body: object) =>
  support.post(`/orders/${id}/settle`, { reason: 'as told on the phone', ...body }, key())
const refundOf = (sale: Order, product: Product, quantity: number, changes: object = {}): Order => {
  const refund = testSale(till, product, quantity, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
  Object.assign(refund.lines[0] ?? {}, { refundOf: sale.lines[0]?.id, restock: true })
  return Object.assign(refund, changes)
}
const order = async (id: string): Promise<Record<string, Json>> =>
  (await admin.pullAll('orders')).find((one) => one['id'] === id) ?? {}
const moves = async () =>
  (await admin.pullAll('stockMovements')).map((one) => [one['reason'], one['delta'], one['balance']])
const cases = async (state = 'open'): Promise<Json[]> =>
  (await support.get(`/conflicts?state=${state}`)).body['conflicts']
/** Behind the back of the log. */
const pointsAt = (refundId: string, saleId: string) =>
  database.query(
    `do $$ begin
       perform set_config('session_replication_role', 'replica', true);
       update orders set refund_of = '${saleId}' where id = '${refundId}';
     end $$`,
  )
const isExact = async () => expect(await ledgerFaults(database, shop.tenantId)).toEqual([])

test('[O6] [O7] a refund that waits behind its sale is accepted in the transaction that accepts the sale', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 2)
  const refund = refundOf(sale, product, 2)
  await till.push('orders', [sale, refund])
  expect(await order(refund.id)).toMatchObject({ status: 'conflict', conflict: { reason: 'over_refund' } })
  expect((await settle(sale.id, { action: 'recount' })).body).toMatchObject({ status: 'accepted' })
  expect(await order(refund.id)).toMatchObject({
    status: 'accepted',
    conflict: { settlement: { by: support.userId, reason: 'as told on the phone' } },
  })
  expect((await order(refund.id))['seal']).toMatch(/^[\w-]{43}$/)
  expect(await moves()).toEqual([
    ['found', 2, 2],
    ['sale', -2, 0],
    ['refund', 2, 2],
  ])
  const together = await database.query<{ same: boolean }>(
    `select a.xmin = b.xmin as same from orders a, orders b where a.id = $1 and b.id = $2`,
    [sale.id, refund.id],
  )
  expect(together).toEqual([{ same: true }])
  expect(await cases()).toEqual([])
  const story = (await support.get(`/conflicts/${refund.id}`)).body
  expect(story['trail']).toMatchObject([{ action: 'case.sale-accepted', by: { id: support.userId } }])
  // Nothing is left of that sale: the same pieces do not come back twice.
  const again = refundOf(sale, product, 1)
  await till.push('orders', [again])
  expect((await order(again.id))['status']).toBe('conflict')
  await isExact()
})

test('[O6] [O8] pieces that such a refund brings back reach who waits for them, and the refund behind a backorder', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 2)
  const waits = testSale(till, product, 1)
  await till.push('orders', [sale, refundOf(sale, product, 2), waits, refundOf(waits, product, 1)])
  await settle(waits.id, { action: 'backorder' })
  await settle(sale.id, { action: 'recount' })
  const all = await admin.pullAll('orders')
  expect(all.map((one) => one['status'])).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  expect(await moves()).toEqual([
    ['found', 2, 2],
    ['sale', -2, 0],
    ['refund', 2, 2],
    ['sale', -1, 1],
    ['refund', 1, 2],
  ])
  await isExact()
})

test('[O6] [O7] one count of a shelf takes the refunds of its sales along; what came back was kept aside and is not among what was counted', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sales = [testSale(till, product, 2), testSale(till, product, 1)] as const
  const refund = refundOf(sales[0], product, 2)
  for (const one of [...sales, refund]) {
    clock.advance(1000)
    await till.push('orders', [one])
  }
  const body = { branchId: here, productId: product.id, counted: 0, reason: 'counted twice' }
  expect((await support.post('/conflicts/count', body, key())).body).toMatchObject({ left: 0 })
  expect((await order(refund.id))['status']).toBe('accepted')
  expect(await moves()).toEqual([
    ['recount', 3, 3],
    ['sale', -2, 1],
    ['sale', -1, 0],
    ['refund', 2, 2],
  ])
  await isExact()
})

test('[O6] [U5] a refund behind a sale that came late is accepted with it, whoever brings the sale', async () => {
  const product = await testProduct(admin, { [here]: 5 })
  const sale = testSale(till, product, 2)
  const refund = refundOf(sale, product, 1)
  await till.push('orders', [{ ...sale, tax: sale.tax + 1 }, refund])
  expect(await cases()).toMatchObject([
    { id: refund.id, sale: null, suggestion: { action: 'wait', because: 'sale-unknown' } },
  ])
  const noted = await support.post(`/conflicts/${refund.id}/notes`, { text: 'the tablet is mended' }, key())
  expect(noted.status).toBe(200)
  await till.push('orders', [sale])
  expect(await order(sale.id)).toMatchObject({ status: 'accepted' })
  expect(await order(refund.id)).toMatchObject({ status: 'accepted', conflict: null })
  // Nobody decided on it, and what was said of it is still to be read.
  expect((await support.get(`/conflicts/${refund.id}`)).body['trail']).toMatchObject([
    { action: 'case.note' },
    { action: 'case.sale-accepted', by: null },
  ])
  expect((await support.get(`/conflicts/${sale.id}`)).status).toBe(404)
  expect(await moves()).toEqual([
    ['receive', 5, 5],
    ['sale', -2, 3],
    ['refund', 1, 4],
  ])
  await isExact()
})

test('[O6] the oldest of two refunds that wait is accepted, the one beyond the sale stays and can only be called off', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 2)
  const [first, second] = [refundOf(sale, product, 2), refundOf(sale, product, 1)]
  for (const one of [sale, first, second]) {
    clock.advance(1000)
    await till.push('orders', [one])
  }
  expect(await cases()).toMatchObject([
    { id: sale.id },
    { id: first.id, sale: { id: sale.id, status: 'conflict' }, suggestion: { because: 'sale-open' } },
    { id: second.id, suggestion: { action: 'wait', because: 'sale-open' } },
  ])
  await settle(sale.id, { action: 'recount' })
  expect((await order(first.id))['status']).toBe('accepted')
  expect(await cases()).toMatchObject([
    {
      id: second.id,
      sale: {
        status: 'accepted',
        fits: false,
        lines: [{ lineId: second.lines[0]?.id, sold: 2, left: 0 }],
      },
      suggestion: { action: 'cancel', because: 'beyond-sale' },
    },
  ])
  expect(await settle(second.id, { action: 'recount' })).toMatchObject({
    status: 422,
    body: { error: { details: { why: 'over-refund', fitting: ['cancel'] } } },
  })
  expect((await settle(second.id, { action: 'cancel' })).body).toMatchObject({ status: 'cancelled' })
  // The log says that a refund was called off, not that money was returned.
  expect((await admin.get('/audit?action=case.cancel')).body).toMatchObject({
    entries: [{ subjectId: second.id, orderKind: 'refund' }],
  })
  await isExact()
})

test('[O6] [O7] [O8] a refund that fits by now is accepted at the desk, and its pieces reach who waits for them', async () => {
  const product = await testProduct(admin, { [here]: 2 })
  const sale = testSale(till, product, 2)
  const refund = refundOf(sale, product, 2)
  await till.push('orders', [refund])
  // As an older server left it: the sale is there and the refund beside it is still a case.
  await pointsAt(refund.id, crypto.randomUUID())
  const waits = testSale(till, product, 1)
  await till.push('orders', [sale, waits])
  await pointsAt(refund.id, sale.id)
  await settle(waits.id, { action: 'backorder' })
  expect(await cases()).toMatchObject([
    { id: refund.id, sale: { fits: true }, suggestion: { action: 'recount', because: 'refund-fits' } },
  ])
  expect((await settle(refund.id, { action: 'partial' })).status).toBe(422)
  expect((await settle(refund.id, { action: 'recount' })).body).toMatchObject({
    status: 'accepted',
    conflict: { settlement: { action: 'recount', by: support.userId } },
  })
  expect(await moves()).toEqual([
    ['receive', 2, 2],
    ['sale', -2, 0],
    ['refund', 2, 2],
    ['sale', -1, 1],
  ])
  await isExact()
})

test('[O7] a refund whose sale is called off says so and asks only to be called off too', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 2)
  const refund = refundOf(sale, product, 2)
  await till.push('orders', [sale, refund])
  await settle(sale.id, { action: 'cancel' })
  expect(await cases()).toMatchObject([
    { id: refund.id, suggestion: { action: 'cancel', because: 'sale-cancelled' } },
  ])
  expect((await settle(refund.id, { action: 'recount' })).status).toBe(422)
  expect((await settle(refund.id, { action: 'cancel' })).status).toBe(200)
  expect(await moves()).toEqual([])
})
