import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct } from '../testing/test-lane.ts'

const { app, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

test('[M1] [M2] [M3] movements are booked with their balance, transfers whole, and nothing falls below zero', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const at = { branchId: till.branchId, productId: product.id }
  const transferId = crypto.randomUUID()
  const documents = [
    testMovement({ ...at, reason: 'recount', counted: 4, expected: 5, delta: -1 }),
    testMovement({ ...at, reason: 'transfer_out', delta: -2, transferId }),
    testMovement({
      productId: product.id,
      branchId: shop.branches.riverside,
      reason: 'transfer_in',
      delta: 2,
      transferId,
    }),
    testMovement({ ...at, reason: 'transfer_out', delta: -1, transferId: crypto.randomUUID() }),
    testMovement({ ...at, reason: 'damage', delta: -9 }),
  ]
  const { body } = await till.push('stockMovements', documents)
  expect(body['conflicts'].map((one: Record<string, unknown>) => [one['balance'], one['status']])).toEqual([
    [4, undefined],
    [2, undefined],
    // Booked too; the level at the other branch is not the cashier's to read.
    [null, undefined],
    [null, 'rejected'],
    [null, 'conflict'],
  ])
  const again = await till.push('stockMovements', documents)
  expect(again.body).toEqual(body)
  // What the server answered may come back after a restore (E2), and is the same document: nothing is to be said (U2).
  expect((await till.push('stockMovements', body['conflicts'].slice(0, 3))).body['conflicts']).toEqual([])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const support = await testLane(app, shop, 'support')
  expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([{ kind: 'movement' }])
})

test('[E2] [A3] what a restore lost comes back from its own lane; entries that the server made do not', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const lost = { branchId: till.branchId, productId: product.id, seq: 90, balance: 6 }
  const { body } = await till.push('stockMovements', [
    testMovement({ ...lost, reason: 'found' }),
    testMovement({ ...lost, reason: 'found', deviceId: till.id, orderId: crypto.randomUUID() }),
    testMovement({ ...lost, deviceId: till.id }),
    // A new one need not name its lane.
    testMovement({ ...lost, seq: 0, balance: null }),
  ])
  expect(body['conflicts'].map((one: Record<string, unknown>) => [one['status'], one['balance']])).toEqual([
    ['rejected', 6],
    ['rejected', 6],
    [undefined, 6],
    [undefined, 7],
  ])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})
