import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane } from '../testing/test-lane.ts'
import type { Answer, Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, database, openShop, headOf } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function change(who: Pick<TestLane, 'headers'>, branchId: string, payload: object): Promise<Answer> {
  const reply = await app.inject({
    method: 'PATCH',
    url: `/api/v1/branches/${branchId}/flags`,
    headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

async function downtown(): Promise<Json> {
  const { body } = await admin.get('/branches')
  return body['branches'].find((one: Json) => one.id === shop.branches.downtown)
}

test('a share of lanes reaches every lane by its next pull, and both values are on record', async () => {
  const { id, seq } = await downtown()
  const first = await change(admin, id, { version: seq, flags: { training: 20 } })
  expect(first).toMatchObject({ status: 200, body: { flags: { training: 20 } } })
  expect((await till.pullAll('branches', seq + 1)).map((one) => one['flags'])).toEqual([{ training: 20 }])
  const all = await change(admin, id, {
    version: first.body['seq'],
    flags: { training: 100, 'camera-scan': 0 },
  })
  expect(all.body['flags']).toEqual({ training: true, 'camera-scan': false })
  const none = await change(admin, id, {
    version: all.body['seq'],
    flags: { training: null, 'camera-scan': null },
  })
  expect(none.body['flags']).toEqual({})
  const noted = await database.query(
    `select details from audit_log where action = 'branch.features-changed' order by id`,
  )
  expect(noted).toHaveLength(3)
  expect(noted[0]).toEqual({ details: { before: {}, after: { training: 20 } } })
})

test('[L4] what changes nothing takes no position, and of two admins the second is told', async () => {
  const { id, seq } = await downtown()
  const head = await headOf(shop.tenantId)
  expect((await change(admin, id, { version: seq, flags: { training: null } })).status).toBe(200)
  expect(await headOf(shop.tenantId)).toBe(head)
  const both = await Promise.all([
    change(admin, id, { version: seq, flags: { training: 1 } }),
    change(admin, id, { version: seq, flags: { training: 2 } }),
  ])
  expect(new Set(both.map(({ body }) => body['error']?.code ?? 'done'))).toEqual(
    new Set(['branch/changed', 'done']),
  )
})

test('an unknown branch, an unknown feature and half a lane are clear errors and change nothing', async () => {
  const { id, seq } = await downtown()
  const good = { version: seq, flags: { training: 1 } }
  expect((await change(admin, crypto.randomUUID(), good)).body['error'].code).toBe('branch/unknown')
  expect((await change(admin, 'Downtown', good)).body['error'].code).toBe('request/invalid')
  const garbage = [{ trainin: 1 }, { training: 1.5 }, { training: 101 }, { training: 'on' }, {}, null, []]
  for (const flags of garbage)
    expect((await change(admin, id, { version: seq, flags })).status, JSON.stringify(flags)).toBe(400)
  const { body } = await change(admin, id, { version: seq, flags: { trainin: 1 } })
  expect(JSON.stringify(body['error'].details)).toContain('There are camera-scan, training')
  expect((await downtown()).flags).toEqual({})
})

test('[A1] features are switched by admins alone, and at their own branches', async () => {
  const { id, seq } = await downtown()
  const body = { version: seq, flags: { training: 1 } }
  const support = await testLane(app, shop, 'support')
  for (const who of [support, till])
    expect((await change(who, id, body)).body['error'].code).toBe('access/forbidden')
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await change(stranger, id, body)).body['error'].code).toBe('branch/unknown')
})
