import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import type { Answer, Json, TestLane } from '../testing/test-lane.ts'

const { app, database, openShop } = await testBusiness()
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ admin, till } = await openShop())
})

async function rename(who: Pick<TestLane, 'headers'>, id: string, payload: object): Promise<Answer> {
  const reply = await app.inject({
    method: 'PATCH',
    url: `/api/v1/devices/${id}`,
    headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

test('[5.8] a lane gets another name: it hears of it among the lanes of its branch, and its code and branch stay', async () => {
  const lanes = async () => (await till.get(`/branches/${till.branchId}/lanes`)).body['lanes']
  const own = (await lanes()).find(({ id }: Json) => id === till.id)
  expect(await rename(admin, till.id, { name: 'By the door' })).toMatchObject({
    status: 200,
    body: { id: till.id, name: 'By the door', branchId: till.branchId, code: own.code },
  })
  expect((await lanes()).find(({ id }: Json) => id === till.id)).toMatchObject({
    name: 'By the door',
    code: own.code,
  })
  await rename(admin, till.id, { name: 'By the door' })
  expect(await database.query("select details from audit_log where action = 'device.renamed'")).toEqual([
    { details: { before: own.name, after: 'By the door' } },
  ])
})

test('[A1] [5.8] nobody but an admin renames a lane, and nobody moves one', async () => {
  expect((await rename(till, till.id, { name: 'Mine' })).body['error'].code).toBe('access/forbidden')
  expect((await rename(admin, crypto.randomUUID(), { name: 'Nobody' })).body['error'].code).toBe(
    'device/unknown',
  )
  expect((await rename(admin, till.id, { name: ' ' })).body['error'].code).toBe('request/invalid')
  const moved = await rename(admin, till.id, { name: 'Mine', branchId: till.branchId })
  expect(moved.body['error'].code).toBe('request/invalid')
})
