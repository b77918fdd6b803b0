import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testMovement, testProduct } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { count, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

const at = '2026-01-01T00:00:00.000Z'

function parkedSale(lane: TestLane, changes: object): object {
  return {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: lane.branchId,
    deviceId: lane.id,
    cashierId: lane.userId,
    customerId: null,
    label: 'blue coat',
    lines: [],
    discount: 0,
    note: null,
    createdAt: at,
    updatedAt: at,
    ...changes,
  }
}

function shift(lane: TestLane, changes: object): object {
  return {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: lane.branchId,
    deviceId: lane.id,
    number: 1,
    openedBy: lane.userId,
    openedAt: at,
    openingFloat: 100,
    cashMovements: [],
    closedBy: null,
    closedAt: null,
    countedCash: null,
    expectedCash: null,
    note: null,
    updatedAt: at,
    ...changes,
  }
}

const movement = (actorId: string) => ({
  id: crypto.randomUUID(),
  direction: 'in',
  amount: 5,
  reason: 'change',
  at,
  actorId,
})

test('[A3] a parked sale and a shift name people who signed in on their lane, and nobody else', async () => {
  const support = shop.users.support.id
  const rejected = [
    ['parkedSales', parkedSale(till, { cashierId: support })],
    ['shifts', shift(till, { openedBy: support })],
    ['shifts', shift(till, { closedBy: support })],
    ['shifts', shift(till, { cashMovements: [movement(till.userId), movement(support)] })],
  ] as const
  for (const [collection, document] of rejected) {
    const { body } = await till.push(collection, [document])
    expect(body['conflicts'][0].rejection).toMatchObject({ code: 'document/forbidden' })
    expect(body['conflicts'][0].rejection.message).toContain(support)
  }
  expect([await count('parked_sales'), await count('shifts')]).toEqual([0, 0])

  // The admin works at the lane for once; what they did goes up under the cashier's name, in the morning.
  await admin.post('/replication/shifts/push', { rows: [] }, { 'x-device-id': till.id })
  for (const [collection, document] of [
    ['parkedSales', parkedSale(till, { cashierId: admin.userId })],
    ['shifts', shift(till, { openedBy: admin.userId, cashMovements: [movement(admin.userId)] })],
  ] as const) {
    const { body } = await till.push(collection, [document])
    expect(body['conflicts'][0].seq).toBeGreaterThan(0)
  }
})

test('[A3] [M5] who parked a sale stays named on it when another lane takes it over', async () => {
  const parked = parkedSale(admin, {})
  const held = (await admin.push('parkedSales', [parked])).body['conflicts'][0]
  const taken = await till.push('parkedSales', [{ ...held, deviceId: till.id }], held)
  expect(taken.body['conflicts'][0]).toMatchObject({ deviceId: till.id, cashierId: admin.userId })
  const forged = { ...taken.body['conflicts'][0], cashierId: shop.users.support.id }
  const { body } = await till.push('parkedSales', [forged], taken.body['conflicts'][0])
  expect(body['conflicts'][0].rejection.code).toBe('document/forbidden')
})

test('[A3] [M1] stock is booked in the name of whoever signed in on the lane, and of nobody else', async () => {
  const product = await testProduct(admin, {})
  const delivery = (actorId: string) =>
    testMovement({ branchId: till.branchId, productId: product.id, deviceId: till.id, actorId })
  const refused = await till.push('stockMovements', [delivery(admin.userId)])
  expect(refused.body['conflicts'][0].rejection).toMatchObject({ code: 'document/forbidden' })

  await admin.post('/replication/shifts/push', { rows: [] }, { 'x-device-id': till.id })
  const { body } = await till.push('stockMovements', [delivery(admin.userId)])
  expect(body['conflicts'][0]).toMatchObject({ actorId: admin.userId, balance: 1 })
})
