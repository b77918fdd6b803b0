import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, clock } = await testNode(database.url)
let shop: TestShop
let one: TestLane

beforeEach(async () => {
  await database.empty()
  shop = await testShop(database)
  one = await testLane(app, shop, 'cashier')
})

const lanesOf = async (lane: TestLane, branchId = lane.branchId) =>
  (await lane.get(`/branches/${branchId}/lanes`)).body['lanes'] as { id: string; code: string }[]

test('a lane hears of the lanes beside it, and of none that is revoked or long gone', async () => {
  const gone = await testLane(app, shop, 'cashier')
  clock.advance(20 * 86_400_000)
  const admin = await testLane(app, shop, 'admin')
  const two = await testLane(app, shop, 'cashier')
  const shutOut = await testLane(app, shop, 'cashier')
  const revoked = await admin.post(
    `/devices/${shutOut.id}/revoke`,
    {},
    { 'idempotency-key': 'revoke-that-one' },
  )
  expect(revoked.status).toBe(200)
  const now = await testLane(app, shop, 'cashier')
  const lanes = await lanesOf(now)
  expect(lanes.map(({ id }) => id).toSorted()).toEqual([admin.id, two.id, now.id].toSorted())
  expect(lanes.map(({ id }) => id)).not.toContain(gone.id)
  expect(lanes[0]).toMatchObject({ code: expect.stringMatching(/^L\d+$/), lastSeenAt: expect.any(String) })
})

test('[A1] another branch, or another business, is none of a cashier’s business', async () => {
  const { status, body } = await one.get(`/branches/${shop.branches.riverside}/lanes`)
  expect([status, body['error'].code]).toEqual([403, 'access/branch'])
  const foreign = await testLane(app, await testShop(database, 'two'), 'admin')
  const answer = await foreign.get(`/branches/${one.branchId}/lanes`)
  expect([answer.status, answer.body['error'].code], 'as one that does not exist').toEqual([
    404,
    'branch/unknown',
  ])
})
