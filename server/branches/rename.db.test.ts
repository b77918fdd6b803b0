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

async function rename(who: Pick<TestLane, 'headers'>, branchId: string, payload: object): Promise<Answer> {
  const reply = await app.inject({
    method: 'PATCH',
    url: `/api/v1/branches/${branchId}`,
    headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

async function downtown(): Promise<Json> {
  const { body } = await admin.get('/branches')
  return body['branches'].find((one: Json) => one.id === shop.branches.downtown)
}

test('a branch gets another name: its lanes hear of it, its code stays, and both names are on record', async () => {
  const { id, seq, code, name } = await downtown()
  const { status, body } = await rename(admin, id, { version: seq, name: 'Old Town' })
  expect({ status, body }).toMatchObject({ status: 200, body: { id, code, name: 'Old Town' } })
  expect((await till.pullAll('branches', seq + 1)).map((one) => one['name'])).toEqual(['Old Town'])
  expect(await database.query(`select details from audit_log where action = 'branch.renamed'`)).toEqual([
    { details: { before: name, after: 'Old Town' } },
  ])
})

test('[L4] the same name takes no position, and of two admins the second is told', async () => {
  const { id, seq, name } = await downtown()
  const head = await headOf(shop.tenantId)
  expect((await rename(admin, id, { version: seq, name })).status).toBe(200)
  expect(await headOf(shop.tenantId)).toBe(head)
  const both = await Promise.all(
    ['One', 'Two'].map((word) => rename(admin, id, { version: seq, name: word })),
  )
  expect(new Set(both.map(({ body }) => body['error']?.code ?? 'done'))).toEqual(
    new Set(['branch/changed', 'done']),
  )
})

test('[A1] branches are renamed by admins alone, their own, and by names', async () => {
  const { id, seq, name } = await downtown()
  for (const wrong of ['', ' ', ' Downtown', 'x'.repeat(121), 7, null])
    expect((await rename(admin, id, { version: seq, name: wrong })).status, String(wrong)).toBe(400)
  expect((await rename(admin, id, { version: seq, name: 'A', code: 'ZZ' })).status).toBe(400)
  const body = { version: seq, name: 'Mine' }
  expect((await rename(admin, crypto.randomUUID(), body)).body['error'].code).toBe('branch/unknown')
  const support = await testLane(app, shop, 'support')
  for (const who of [support, till])
    expect((await rename(who, id, body)).body['error'].code).toBe('access/forbidden')
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await rename(stranger, id, body)).body['error'].code).toBe('branch/unknown')
  expect((await downtown()).name).toBe(name)
})
