import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'

const { app, clock, count, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

/** For short lists whose order is of no interest. */
const inOrder = (a: string | number, b: string | number) => (a < b ? -1 : 1)

test('[O3] [O4] [U2] the last piece goes to one lane; the other learns in the same answer what was there', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const answers = await Promise.all(
    [till, other].map((lane) => lane.push('orders', [testSale(lane, product)])),
  )
  const orders = answers.map((answer) => answer.body['conflicts'][0])
  expect(orders.map((order) => order.status).toSorted(inOrder)).toEqual(['accepted', 'conflict'])
  const conflict = orders.find((order) => order.status === 'conflict').conflict
  expect(conflict).toMatchObject({
    reason: 'insufficient_stock',
    shortages: [{ requested: 1, available: 0 }],
  })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[U6] an order may name a customer who is still on the way', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const { body } = await till.push('orders', [
    testSale(till, product, 1, { customerId: crypto.randomUUID() }),
  ])
  expect(body['conflicts'][0].status).toBe('accepted')
})

test('[O1] what a device says of the outcome is not believed', async () => {
  const product = await testProduct(admin, {})
  const { body } = await till.push('orders', [
    testSale(till, product, 1, { status: 'accepted', seal: 'forged', seq: 7 }),
  ])
  expect(body['conflicts'][0]).toMatchObject({ status: 'conflict', seal: null })
})

test('[O5] [O10] a price of yesterday stands, is flagged and audited, and the order is sealed', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const { body } = await till.push('orders', [testSale(till, { ...product, price: 999 })])
  expect(body['conflicts'][0]).toMatchObject({ status: 'accepted', flags: ['price_changed'] })
  expect(body['conflicts'][0].seal).toMatch(/^[\w-]{43}$/)
  expect(await count('audit_log')).toBe(1)
})

test('[O1] money that the branch does not take stands and is flagged: the lane may not have heard of new settings', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const paidBy = (payments: object[]) => testSale(till, product, 1, { payments })
  const gone = { amount: 1200, tendered: 1200, change: 0 }
  const { body } = await till.push('orders', [
    paidBy([{ type: 'card', amount: 1200 }]),
    paidBy([{ type: 'goodwill', amount: 1200 }]),
    paidBy([{ type: 'rounding', ...gone }]),
  ])
  expect(body['conflicts']).toMatchObject([
    { status: 'accepted', flags: [] },
    { status: 'accepted', flags: ['payment_type_unknown'] },
    { status: 'accepted', flags: ['rounding_too_large'] },
  ])
})

test('[O2] two lanes that sell the same two products in opposite order do not deadlock', async () => {
  const [shirt, mug] = [
    await testProduct(admin, { [till.branchId]: 50 }),
    await testProduct(admin, { [till.branchId]: 50 }),
  ]
  const both = (lane: TestLane, products: { id: string; price: number }[]) => {
    const [a, b] = products.map((product) => testSale(lane, product))
    const lines = [...a!.lines, ...b!.lines]
    return {
      ...a!,
      lines,
      subtotal: 2400,
      total: 2400,
      tax: 400,
      payments: [{ type: 'cash', amount: 2400 }],
    }
  }
  const second = await testNode(database.url, { clock })
  const there = { ...other, push: await testLane(second.app, shop, 'cashier') }
  await Promise.all(
    Array.from({ length: 10 }, () => [
      till.push('orders', [both(till, [shirt, mug])]),
      there.push.push('orders', [both(there.push, [mug, shirt])]),
    ]).flat(),
  )
  expect(await count('orders')).toBe(20)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  await second.close()
})

test('[O6] one sale refunded on two lanes is given back once', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const sale = testSale(till, product)
  await till.push('orders', [sale])
  const refund = (lane: TestLane) => {
    const document = testSale(lane, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
    return { ...document, lines: [{ ...document.lines[0], refundOf: sale.lines[0]!.id, restock: true }] }
  }
  const answers = await Promise.all([till, other].map((lane) => lane.push('orders', [refund(lane)])))
  const orders = answers.map((answer) => answer.body['conflicts'][0])
  expect(orders.map((order) => order.status).toSorted(inOrder)).toEqual(['accepted', 'conflict'])
  expect((await till.pullAll('stockLevels'))[0]).toMatchObject({ onHand: 1 })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[O1] null is as good as nothing where the server has the word', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const { body } = await till.push('orders', [testSale(till, product, 1, { flags: null, approvals: null })])
  expect(body['conflicts'][0]).toMatchObject({ status: 'accepted', flags: [] })
})

test('[A3] an order may name whoever signed in on its lane, and nobody else', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const evening = { ...till, headers: { ...admin.headers, 'x-device-id': till.id } }
  const pushAs = (headers: Record<string, string>, document: object) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/replication/orders/push',
      headers,
      payload: { rows: [{ newDocumentState: document }] },
    })
  const sale = testSale(till, product)
  const reply = await pushAs(evening.headers, sale)
  expect(reply.json().conflicts[0].status).toBe('accepted')
  const stolen = await pushAs(till.headers, testSale(till, product, 1, { cashierId: shop.users.support.id }))
  expect(stolen.json().conflicts[0].rejection.code).toBe('order/wrong-cashier')
})

test('[A3] [O1] an approval by nobody who may give one counts for nothing, and the sale stands', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const flagsFor = async (approverId: string) => {
    const approvals = [{ kind: 'discount', approverId, reason: 'a friend', at: '2026-01-01T00:00:00.000Z' }]
    const { body } = await till.push('orders', [testSale(till, product, 1, { approvals })])
    expect(body['conflicts'][0].status).toBe('accepted')
    return body['conflicts'][0].flags
  }
  expect([await flagsFor(admin.userId), await flagsFor(shop.users.support.id)]).toEqual([[], []])
  for (const nobody of [till.userId, crypto.randomUUID()])
    expect(await flagsFor(nobody)).toEqual(['approval_missing'])
})

test('[O1] a sale over a limit stands without an approval and is flagged; given approvals are on record', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const line = (discount: number) => {
    const [sold] = testSale(till, product, 2).lines
    const total = 2400 - discount
    return {
      lines: [{ ...sold, discount, total }],
      subtotal: total,
      tax: Math.round(total / 6),
      total,
      payments: [{ type: 'cash', amount: total }],
    }
  }
  const at = '2026-01-01T00:00:00.000Z'
  const details = { lineId: 'one', discount: 1200 }
  const given = { kind: 'line_discount', approverId: admin.userId, reason: 'damaged', at, details }
  const pushed = async (changes: object) => {
    const { body } = await till.push('orders', [testSale(till, product, 2, { ...changes })])
    return body['conflicts'][0]
  }
  const within = await pushed(line(240))
  const without = await pushed(line(1200))
  const approved = await pushed({ ...line(1200), approvals: [given] })
  expect([within, without, approved].map(({ status, flags }) => [status, flags])).toEqual([
    ['accepted', []],
    ['accepted', ['approval_missing']],
    ['accepted', []],
  ])
  await database.query(
    `update branches set settings = '{"limits": {"lineDiscountBp": 5000}}', seq = taken.before + 1
     from (select take_positions($1, '[["branches", 1]]') as before) taken where tenant_id = $1 and id = $2`,
    [shop.tenantId, till.branchId],
  )
  expect((await pushed(line(1200))).flags).toEqual([])
  const audited = await database.query(
    `select action, actor_id, device_id, subject_id, details from audit_log
     where action like 'order.approv%' order by action`,
  )
  expect(audited).toEqual([
    {
      action: 'order.approval-missing',
      actor_id: till.userId,
      device_id: till.id,
      subject_id: without.id,
      details: { kinds: ['line_discount'] },
    },
    {
      // By PIN: the lane says so, and nobody else saw the manager.
      action: 'order.approval-told',
      actor_id: null,
      device_id: till.id,
      subject_id: approved.id,
      details: {
        kind: 'line_discount',
        reason: 'damaged',
        approverId: admin.userId,
        approvedAt: at,
        cashierId: till.userId,
        details,
      },
    },
  ])
})
