import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'

const { openShop } = await testBusiness()
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ admin, till, other } = await openShop())
})

test('[M5] of two lanes that take over a parked sale one gets it', async () => {
  const parked = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: till.branchId,
    deviceId: admin.id,
    cashierId: admin.userId,
    customerId: null,
    label: 'blue coat',
    lines: [],
    discount: 0,
    note: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  const held = (await admin.push('parkedSales', [parked])).body['conflicts'][0]
  await Promise.all(
    [till, other].map((lane) => lane.push('parkedSales', [{ ...held, deviceId: lane.id }], held)),
  )
  const [now] = await till.pullAll('parkedSales')
  const answers = await Promise.all(
    [till, other].map((lane) => lane.push('parkedSales', [{ ...held, deviceId: lane.id }], held)),
  )
  for (const answer of answers) expect(answer.body['conflicts'][0].deviceId).toBe(now?.['deviceId'])
  expect([till.id, other.id]).toContain(now?.['deviceId'])
})
