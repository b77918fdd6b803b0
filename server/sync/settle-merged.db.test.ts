import { beforeEach, expect, test } from 'vitest'
import { forgetOld } from '../status/forget-old.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane } from '../testing/test-lane.ts'

const { app, clock, database, deps, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, till, other } = await openShop())
})

test('[M4] edits of two devices merge field by field and a collision is audited', async () => {
  const customer = newCustomer()
  const created = (await till.push('customers', [customer])).body['conflicts'][0]
  await till.push('customers', [{ ...created, name: 'Anna' }], created)
  const merged = await other.push('customers', [{ ...created, phone: '2' }], created)
  expect(merged.body['conflicts'][0]).toMatchObject({ name: 'Anna', phone: '2' })
  const won = await other.push('customers', [{ ...created, name: 'Annie' }], created)
  expect(won.body['conflicts'][0]).toMatchObject({ name: 'Annie', phone: '2' })
  expect(await database.query('select details from audit_log')).toEqual([
    { details: { conflicts: [{ field: 'name', lost: 'Anna', won: 'Annie' }] } },
  ])
  const head = await headOf(shop.tenantId)
  await other.push('customers', [won.body['conflicts'][0]], won.body['conflicts'][0])
  expect(await headOf(shop.tenantId)).toBe(head)
})

test('[U3] [M4] a create that comes again undoes nobody’s edit, and what it would have changed is audited', async () => {
  const customer = newCustomer()
  const created = (await till.push('customers', [customer])).body['conflicts'][0]
  await other.push('customers', [{ ...created, phone: '2' }], created)
  const head = await headOf(shop.tenantId)
  expect((await till.push('customers', [customer])).body['conflicts'][0]).toMatchObject({ phone: '2' })
  expect(await headOf(shop.tenantId)).toBe(head)
  expect(await database.query('select details from audit_log')).toEqual([
    { details: { conflicts: [{ field: 'phone', lost: '1', won: '2' }] } },
  ])
})

test('[U3] [M4] what a device changes after a lost answer is an edit, taken once; what was taken before undoes nothing', async () => {
  const first = newCustomer()
  await till.push('customers', [first])
  // It never heard of that, and its user has gone on.
  const second = { ...first, name: 'Anna', updatedAt: '2026-01-01T00:01:00.000Z' }
  const edited = (await till.push('customers', [second])).body['conflicts'][0]
  expect(edited).toMatchObject({ name: 'Anna', phone: '1' })
  await other.push('customers', [{ ...edited, phone: '2' }], edited)
  const head = await headOf(shop.tenantId)
  for (const late of [second, first]) {
    const { body } = await till.push('customers', [late])
    expect(body['conflicts'][0]).toMatchObject({ name: 'Anna', phone: '2' })
  }
  expect(await headOf(shop.tenantId)).toBe(head)
  expect(await database.query('select 1 from dead_letters')).toEqual([])
})

test('[U3] [M4] what was taken is remembered for 120 days; what comes once more after that is an edit, audited in full', async () => {
  const [old, young] = [newCustomer(), newCustomer()]
  const created = (await till.push('customers', [old])).body['conflicts'][0]
  await other.push('customers', [{ ...created, phone: '2' }], created)
  clock.advance(60 * 86_400_000)
  await (await testLane(app, shop, 'cashier')).push('customers', [young])
  clock.advance(61 * 86_400_000)
  await forgetOld(deps, shop.tenantId)
  expect(await database.query('select document_id as id from taken_payloads')).toEqual([{ id: young.id }])

  const late = await testLane(app, shop, 'cashier')
  expect((await late.push('customers', [old])).body['conflicts'][0]).toMatchObject({ phone: '1' })
  expect(await database.query(`select details from audit_log where subject_id = '${old.id}'`)).toEqual([
    { details: { conflicts: [{ field: 'phone', lost: '2', won: '1' }] } },
  ])
})

test('[U3] [M4] of one id made on two devices the second is an edit, and both values are audited', async () => {
  const made = newCustomer()
  await till.push('customers', [made])
  const { body } = await other.push('customers', [{ ...made, name: 'Bea' }])
  expect(body['conflicts'][0]).toMatchObject({ name: 'Bea' })
  expect(await database.query('select details from audit_log')).toEqual([
    { details: { conflicts: [{ field: 'name', lost: 'Ann', won: 'Bea' }] } },
  ])
})

test('[E2] [M4] what a lane brings back over another one’s is audited', async () => {
  const made = { ...newCustomer(), seq: 90 }
  await till.push('customers', [made])
  await other.push('customers', [{ ...made, seq: 95, phone: '2' }])
  expect(await database.query('select details from audit_log')).toEqual([
    { details: { conflicts: [{ field: 'phone', lost: '1', won: '2' }] } },
  ])
})

function newCustomer() {
  return {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    name: 'Ann',
    phone: '1',
    email: null,
    note: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
}
