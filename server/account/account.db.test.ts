import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import type { TestMail } from '../testing/test-mail.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { app, deps, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: TestLane
let till: TestLane

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function change(lane: TestLane, payload: object) {
  const reply = await app.inject({
    method: 'PATCH',
    url: '/api/v1/account/settings',
    headers: lane.headers,
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

test('everybody has settings of their own, which begin as their role has them', async () => {
  const { email } = shop.users.admin
  expect((await admin.get('/account/settings')).body).toEqual({
    language: null,
    email,
    lowStockMail: true,
    lowStockTelegram: true,
    mailIsOn: true,
  })
  expect((await till.get('/account/settings')).body).toMatchObject({ lowStockMail: false })
  expect((await change(till, { lowStockMail: true })).body).toMatchObject({
    lowStockMail: true,
    language: null,
  })
  expect((await change(till, { language: 'uz' })).body).toMatchObject({ lowStockMail: true, language: 'uz' })
  expect((await admin.get('/account/settings')).body).toMatchObject({ email, language: null })
  ;(deps.mail as TestMail).isOn = false
  expect((await admin.get('/account/settings')).body).toMatchObject({ mailIsOn: false })
})

test('what makes no sense is refused, and changes nothing', async () => {
  for (const wrong of [
    {},
    { language: 'fr' },
    { lowStockMail: 'yes' },
    { email: 'a@b.c' },
    { lowStockMail: null },
  ])
    expect((await change(till, wrong)).status, JSON.stringify(wrong)).toBe(400)
  expect((await till.get('/account/settings')).body).toMatchObject({ language: null, lowStockMail: false })
})
