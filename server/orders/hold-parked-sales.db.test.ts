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

function parkedAt(lane: OpenShop['till']) {
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
    laneCode: 'L1',
    cart: { id: crypto.randomUUID(), approvals: [] },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
}

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

test('[M5] a sale taken up again stays so where the answer to its parking was lost', async () => {
  const parked = parkedAt(till)
  await till.push('parkedSales', [parked])
  const { body } = await till.push('parkedSales', [{ ...parked, _deleted: true }])
  expect(body['conflicts']).toMatchObject([{ _deleted: true, cart: parked.cart, laneCode: 'L1' }])
  // And what was sent first arrives once more: nobody may take it over now.
  await till.push('parkedSales', [parked])
  const taken = await other.push('parkedSales', [{ ...parked, deviceId: other.id }], parked)
  expect(taken.body['conflicts']).toMatchObject([{ _deleted: true, deviceId: till.id }])
})

test('[M5] the lane that was taken over from, unheard, cannot take its sale up or bring it back', async () => {
  const parked = parkedAt(till)
  const held = (await till.push('parkedSales', [parked])).body['conflicts'][0]
  await other.push('parkedSales', [{ ...held, deviceId: other.id, cashierId: other.userId }], held)
  for (const late of [{ ...held, _deleted: true }, held, { ...held, label: 'mine' }]) {
    const { body } = await till.push('parkedSales', [{ ...late, seq: 0 }], held)
    expect(body['conflicts']).toMatchObject([{ deviceId: other.id, _deleted: false, label: 'blue coat' }])
  }
  expect((await till.push('parkedSales', [parked])).body['conflicts'][0].deviceId).toBe(other.id)
})

test('[M5] who takes over a sale as it was before its lane changed it is told how it is, and takes nothing away', async () => {
  const held = (await till.push('parkedSales', [parkedAt(till)])).body['conflicts'][0]
  const changed = { ...held, cart: { lines: 2 }, discount: 5 }
  await till.push('parkedSales', [changed], held)
  const late = await other.push('parkedSales', [{ ...held, deviceId: other.id }], held)
  const [now] = late.body['conflicts']
  expect(now).toMatchObject({ deviceId: till.id, cart: { lines: 2 }, discount: 5 })
  const again = await other.push('parkedSales', [{ ...now, deviceId: other.id }], now)
  expect(again.body['conflicts']).toMatchObject([{ deviceId: other.id, cart: { lines: 2 }, discount: 5 }])
  // The answer was lost.
  const repeat = await other.push('parkedSales', [{ ...now, deviceId: other.id }], now)
  expect(repeat.body['conflicts']).toMatchObject([{ deviceId: other.id, cart: { lines: 2 }, discount: 5 }])
})
