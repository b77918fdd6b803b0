import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { PASSWORD, testShop } from '../testing/test-shop.ts'
import type { TestShop, TestUser } from '../testing/test-shop.ts'
import { fitsHash } from '../users/hash-password.ts'

const database = await testDatabase()
const { app, clock } = await testNode(database.url)
let shop: TestShop
let cashier: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(3_600_000)
  shop = await testShop(database)
  cashier = await testLane(app, shop, 'cashier')
})

const setPin = (lane: TestLane, pin: string, password = PASSWORD) =>
  app.inject({
    method: 'PUT',
    url: '/api/v1/auth/me/pin',
    headers: lane.headers,
    payload: { password, pin },
  })
const peopleOf = (lane: TestLane, id = lane.id) => lane.get(`/devices/${id}/people`)
const namesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body['people'] as { name: string }[]).map(({ name }) => name)
const givePins = (...who: TestUser[]) =>
  database.query(`update users set pin_hash = 'kept elsewhere' where id = any($1)`, [
    who.map((one) => shop.users[one].id),
  ])
const auditOf = (action: string) =>
  database.query(
    'select actor_id, device_id, subject, subject_id, details from audit_log where action = $1 order by details::text',
    [action],
  )

describe('the people of a lane', () => {
  test('[A1] are the active ones with a PIN: its branch’s cashiers and the managers of the business', async () => {
    await givePins('admin', 'cashier', 'neighbour')
    const answer = await peopleOf(cashier)
    expect(answer.status).toBe(200)
    expect(answer.body['people']).toEqual([
      { id: shop.users.admin.id, name: 'admin', role: 'ADMIN', pinHash: 'kept elsewhere' },
      { id: shop.users.cashier.id, name: 'cashier', role: 'STAFF', pinHash: 'kept elsewhere' },
    ])
    await database.query('update users set disabled_at = now() where id = $1', [shop.users.admin.id])
    expect(namesOf(await peopleOf(cashier))).toEqual(['cashier'])
    const other = await testShop(database, 'two')
    await database.query(`update users set pin_hash = 'theirs' where tenant_id = $1`, [other.tenantId])
    expect(namesOf(await peopleOf(cashier))).toEqual(['cashier'])
  })

  test('[A1] are told to nobody of another branch or business, and to no revoked lane', async () => {
    const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
    expect((await peopleOf(neighbour, cashier.id)).body['error'].code).toBe('access/branch')
    const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
    expect((await peopleOf(stranger, cashier.id)).body['error'].code).toBe('device/unknown')
    expect((await peopleOf(cashier, crypto.randomUUID())).body['error'].code).toBe('device/unknown')
    const admin = await testLane(app, shop, 'admin')
    await admin.post(`/devices/${cashier.id}/revoke`, {}, { 'idempotency-key': 'revoke-it' })
    expect((await peopleOf(cashier)).body['error'].code).toBe('device/revoked')
  })

  test('[A3] an order may name whoever was handed to its lane, and nobody else', async () => {
    const admin = await testLane(app, shop, 'admin')
    const shirt = await testProduct(admin, { [cashier.branchId]: 9 })
    const soldBy = (who: TestUser) => testSale(cashier, shirt, 1, { cashierId: shop.users[who].id })
    const pushed = async (who: TestUser) => {
      const { body } = await cashier.push('orders', [soldBy(who)])
      return body['conflicts'][0].rejection?.code ?? body['conflicts'][0].status
    }
    await givePins('support', 'neighbour')
    expect(await pushed('support')).toBe('order/wrong-cashier')
    await peopleOf(cashier)
    expect(await pushed('support')).toBe('accepted')
    expect(await pushed('neighbour')).toBe('order/wrong-cashier')
    await peopleOf(cashier)
    const entered = await database.query('select 1 from device_users where device_id = $1', [cashier.id])
    expect(entered).toHaveLength(2)
  })
})

describe('wrong PINs at a lane', () => {
  const failure = (changes: object = {}) => ({
    personId: shop.users.admin.id,
    purpose: 'line_discount',
    count: 3,
    firstAt: '2026-01-01T10:00:00.000Z',
    lastAt: '2026-01-01T10:01:00.000Z',
    ...changes,
  })
  const report = (failures: object[], key: string = crypto.randomUUID(), lane = cashier) =>
    lane.post(`/devices/${cashier.id}/pin-failures`, { failures }, { 'idempotency-key': key })

  test('are on record once, whoever was meant and whatever for', async () => {
    const both = [failure(), failure({ personId: shop.users.cashier.id, purpose: 'switch', count: 1 })]
    const first = await report(both, 'report-1')
    expect([first.status, first.body]).toEqual([200, { recorded: 2 }])
    expect((await report(both, 'report-1')).body).toEqual({ recorded: 2 })
    const { personId: _personId, ...told } = failure()
    const reportedBy = shop.users.cashier.id
    expect(await auditOf('pin.failed')).toEqual([
      {
        actor_id: null,
        device_id: cashier.id,
        subject: 'user',
        subject_id: shop.users.cashier.id,
        details: { ...told, purpose: 'switch', count: 1, reportedBy },
      },
      {
        actor_id: null,
        device_id: cashier.id,
        subject: 'user',
        subject_id: shop.users.admin.id,
        details: { ...told, reportedBy },
      },
    ])
  })

  test('[A1] are reported by those who work at the lane, in the shape agreed', async () => {
    const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
    expect((await report([failure()], 'report-2', neighbour)).body['error'].code).toBe('access/branch')
    for (const wrong of [{ count: 0 }, { count: 1.5 }, { personId: 'x' }, { lastAt: 'now' }, { pin: '1111' }])
      expect((await report([failure(wrong)])).body['error'].code).toBe('request/invalid')
    expect((await report([])).body['error'].code).toBe('request/invalid')
    expect(await auditOf('pin.failed')).toEqual([])
  })
})

describe('a PIN of one’s own', () => {
  test('is changed by who knows the password, and is on record without the PIN', async () => {
    expect((await setPin(cashier, '482913')).statusCode).toBe(204)
    const [row] = await database.query<{ pin_hash: string }>('select pin_hash from users where id = $1', [
      shop.users.cashier.id,
    ])
    expect(await fitsHash('482913', row?.pin_hash ?? '')).toBe(true)
    expect(await auditOf('user.pin-changed')).toMatchObject([
      { actor_id: shop.users.cashier.id, subject_id: shop.users.cashier.id, details: {} },
    ])
    expect((await peopleOf(cashier)).body['people']).toMatchObject([{ pinHash: row?.pin_hash }])
  })

  test('has four to eight figures', async () => {
    for (const pin of ['123', '123456789', '12a4', ' 1234', '١٢٣٤', ''])
      expect((await setPin(cashier, pin)).json().error.code, pin).toBe('request/invalid')
  })

  test('stays as it was where the password is wrong; guesses are counted', async () => {
    const wrong = await setPin(cashier, '4829', 'Demo')
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([403, 'auth/wrong-password'])
    for (let at = 0; at < 9; at += 1) await setPin(cashier, '4829', `guess ${at}`)
    expect((await setPin(cashier, '4829')).json().error.code).toBe('request/too-many')
    expect(await database.query('select 1 from users where pin_hash is not null')).toEqual([])
    expect(await auditOf('user.pin-changed')).toEqual([])
  })
})
