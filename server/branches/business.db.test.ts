import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Answer, Json, TestLane } from '../testing/test-lane.ts'

const { app, database, openShop, headOf } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function ask(
  who: TestLane,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
): Promise<Answer> {
  const reply = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
    ...(payload ? { payload } : {}),
  })
  return { status: reply.statusCode, body: reply.json() }
}

const branches = async (): Promise<Json[]> => (await till.get('/branches')).body['branches']

test('[L1] [L4] what is the same in every branch is set at once, and every lane hears of it', async () => {
  const head = await headOf(shop.tenantId)
  const { body } = await ask(admin, 'PATCH', '/business', {
    name: 'Corner Shops',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    defaultTaxRate: 1_900,
    everyBranch: { lowStockThreshold: 7, paymentTypes: ['cash', 'voucher'] },
  })
  expect(body).toEqual({
    name: 'Corner Shops',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    defaultTaxRate: 1_900,
    currencyIsFixed: false,
  })
  expect(await headOf(shop.tenantId)).toBe(head + 2)
  for (const { settings } of await branches())
    expect(settings).toMatchObject({
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      defaultTaxRate: 1_900,
      lowStockThreshold: 7,
      paymentTypes: ['cash', 'voucher'],
    })
  expect(await till.pullAll('branches', head)).toHaveLength(2)
  await ask(admin, 'PATCH', '/business', { everyBranch: { lowStockThreshold: 7 } })
  expect(await headOf(shop.tenantId)).toBe(head + 2)
  const noted = await database.query(
    `select action from audit_log where action ~ '^(business|branch)' order by 1`,
  )
  expect(noted.map(({ action }) => action)).toEqual([
    'branch.settings-changed',
    'branch.settings-changed',
    'business.changed',
  ])
})

test('[O5] a currency that was sold in stays; what does not fit is refused whole', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  await till.push('orders', [testSale(till, product)])
  const before = await branches()
  const codeOf = async (change: object) => (await ask(admin, 'PATCH', '/business', change)).body['error'].code
  expect(await codeOf({ currency: 'EUR', defaultTaxRate: 100 })).toBe('business/currency-in-use')
  expect(await codeOf({ timeZone: '+05:00' })).toBe('request/invalid')
  expect(await codeOf({ everyBranch: { secondCurrency: { currency: 'USD', rate: 1 } } })).toBe(
    'request/invalid',
  )
  expect(await codeOf({ everyBranch: { lowStockThreshold: -1 } })).toBe('request/invalid')
  expect(await branches()).toEqual(before)
  expect((await admin.get('/business')).body).toMatchObject({ currency: 'USD', currencyIsFixed: true })
})

test('[L1] a branch is opened like another one, and everybody hears of it; its code is its own for ever', async () => {
  const { downtown } = shop.branches
  await ask(admin, 'PATCH', '/business', { everyBranch: { lowStockThreshold: 9, address: 'Main Street 1' } })
  const head = await headOf(shop.tenantId)
  const wanted = { id: crypto.randomUUID(), code: 'HB', name: 'Harbour', like: downtown }
  const opened = await ask(admin, 'POST', '/branches', wanted)
  expect(opened).toMatchObject({
    status: 201,
    body: { code: 'HB', settings: { currency: 'USD', lowStockThreshold: 9, address: '' }, flags: {} },
  })
  expect(await till.pullAll('branches', head)).toMatchObject([{ id: wanted.id, name: 'Harbour' }])
  const lane = await testLane(app, shop, 'admin', wanted.id)
  const product = await testProduct(admin, { [wanted.id]: 3 })
  const { body } = await lane.push('orders', [testSale(lane, product)])
  expect(body['conflicts']).toMatchObject([{ status: 'accepted', branchId: wanted.id }])

  const again = { ...wanted, id: crypto.randomUUID() }
  expect((await ask(admin, 'POST', '/branches', again)).body['error'].code).toBe('branch/code-taken')
  const nowhere = { ...again, code: 'XX', like: crypto.randomUUID() }
  expect((await ask(admin, 'POST', '/branches', nowhere)).body['error'].code).toBe('branch/unknown')
  const small = { ...again, code: 'hb' }
  expect((await ask(admin, 'POST', '/branches', small)).body['error'].code).toBe('request/invalid')
  expect(await branches()).toHaveLength(3)
})

test('[A1] the business is an admin’s to see and to change', async () => {
  const support = await testLane(app, shop, 'support')
  for (const who of [support, till]) {
    expect((await ask(who, 'GET', '/business')).status).toBe(403)
    expect((await ask(who, 'PATCH', '/business', { name: 'Mine' })).status).toBe(403)
    const branch = { id: crypto.randomUUID(), code: 'ZZ', name: 'Mine', like: null }
    expect((await ask(who, 'POST', '/branches', branch)).status).toBe(403)
  }
  expect(await branches()).toHaveLength(2)
})
