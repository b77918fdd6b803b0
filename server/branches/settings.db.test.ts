import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane } from '../testing/test-lane.ts'
import type { Answer, Json } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, database, openShop, headOf, count } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

type Asker = Pick<OpenShop['admin'], 'headers'>

async function change(
  who: Asker,
  branchId: string,
  payload: object,
  key: string = crypto.randomUUID(),
): Promise<Answer> {
  const reply = await app.inject({
    method: 'PATCH',
    url: `/api/v1/branches/${branchId}/settings`,
    headers: { ...who.headers, 'idempotency-key': key },
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

async function downtown(): Promise<Json> {
  const { body } = await admin.get('/branches')
  return body['branches'].find((one: Json) => one.id === shop.branches.downtown)
}

const audits = () =>
  database.query(
    `select action, actor_id, subject, subject_id, details from audit_log where action like 'branch.%' order by id`,
  )

test('an admin’s change reaches every lane by its next pull, and both values are in the audit log', async () => {
  const before = await downtown()
  expect(before).toMatchObject({
    code: 'DT',
    settings: { paymentTypes: ['cash', 'card'], requireShift: false },
  })
  const { status, body } = await change(admin, before.id, {
    version: before.seq,
    settings: { allowance: { enabled: true }, paymentTypes: ['cash', 'Voucher'], limits: { cashOut: 5000 } },
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: before.id,
    settings: { allowance: { enabled: true }, limits: { cashOut: 5000, lineDiscountBp: 1000 } },
  })
  expect(await till.pullAll('branches', before.seq + 1)).toEqual([body])
  expect(await downtown()).toEqual(body)
  expect(await audits()).toEqual([
    {
      action: 'branch.settings-changed',
      actor_id: admin.userId,
      subject: 'branches',
      subject_id: before.id,
      details: {
        before: { 'allowance.enabled': false, paymentTypes: ['cash', 'card'], 'limits.cashOut': null },
        after: { 'allowance.enabled': true, paymentTypes: ['cash', 'Voucher'], 'limits.cashOut': 5000 },
      },
    },
  ])
})

test('of two admins who began from the same version the second is told, and overwrites nothing', async () => {
  const { id, seq } = await downtown()
  const answers = await Promise.all([
    change(admin, id, { version: seq, settings: { lowStockThreshold: 5 } }),
    change(admin, id, { version: seq, settings: { lowStockThreshold: 6 } }),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const now = await downtown()
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.body['error']).toMatchObject({ code: 'branch/changed', details: { version: now.seq } })
  expect(now.settings.lowStockThreshold).toBe(
    answers.find(({ status }) => status === 200)?.body['settings'].lowStockThreshold,
  )
  expect(await audits()).toHaveLength(1)
})

test('[L4] what is set already takes no position and no entry; a repeat of the key is the first answer', async () => {
  const { id, seq } = await downtown()
  const head = await headOf(shop.tenantId)
  const same = { version: seq, settings: { lowStockThreshold: 3, limits: {} } }
  expect((await change(admin, id, same)).body).toMatchObject({ seq })
  expect([await headOf(shop.tenantId), await count('audit_log')]).toEqual([head, 0])
  const other = { version: seq, settings: { lowStockThreshold: 4 } }
  const first = await change(admin, id, other, 'the-same-key')
  expect(first.status).toBe(200)
  expect(await change(admin, id, other, 'the-same-key')).toEqual(first)
  expect(await audits()).toHaveLength(1)
})

test('[A1] only an admin of this very business may change settings', async () => {
  const { id, seq } = await downtown()
  const body = { version: seq, settings: { requireShift: true } }
  const support = await testLane(app, shop, 'support')
  for (const who of [till, support]) {
    expect(await change(who, id, body)).toMatchObject({
      status: 403,
      body: { error: { code: 'access/forbidden' } },
    })
  }
  expect((await change({ headers: {} }, id, body)).status).toBe(401)
  const foreign = await testShop(database, 'two')
  const stranger = await testLane(app, foreign, 'admin')
  expect(await change(stranger, id, body)).toMatchObject({
    status: 404,
    body: { error: { code: 'branch/unknown' } },
  })
  expect((await stranger.get('/branches')).body['branches'].map((one: Json) => one.id)).not.toContain(id)
  expect((await till.get('/branches')).body['branches']).toHaveLength(2)
  expect((await downtown()).settings.requireShift).toBe(false)
  expect(await audits()).toEqual([])
})

test.for([
  [{ settings: {} }, 'body.version'],
  [{ settings: { currency: 'EUR' } }, 'currency: not among what can be set for a branch'],
  [{ settings: { limits: { lineDiscount: 1 } } }, 'body.settings.limits'],
  [{ settings: { paymentTypes: [] } }, 'at least one way to pay'],
  [{ settings: { limits: { cartDiscountBp: 20_000 } } }, '100 %'],
  [{ settings: { secondCurrency: { currency: 'USD', rate: 2 } } }, 'name another currency'],
  [{ settings: { receiptFooter: 'a\u0000b' } }, 'no control characters'],
  [{ settings: null }, 'body.settings'],
] as const)('bad input is refused with what to do: %j', async ([payload, says]) => {
  const { id, seq } = await downtown()
  const answer = await change(admin, id, says === 'body.version' ? payload : { version: seq, ...payload })
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'request/invalid' } } })
  expect(JSON.stringify(answer.body)).toContain(says)
  expect((await downtown()).seq).toBe(seq)
})

test('a branch that is not there, and a request without its key', async () => {
  const body = { version: 1, settings: {} }
  expect((await change(admin, crypto.randomUUID(), body)).status).toBe(404)
  const { id } = await downtown()
  expect((await change(admin, id, body, '')).body['error'].code).toBe('request/idempotency-key')
})
