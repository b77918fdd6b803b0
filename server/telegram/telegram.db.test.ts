import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Told } from '../alerts/channel.ts'
import { readHome } from '../home/read-home.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'
import { telegramChannel } from './channel.ts'
import { keepBot } from './keep-bot.ts'
import { openLocalTelegram } from './local/open-local-telegram.ts'

const clock = manualClock()
const database = await testDatabase()
const local = openLocalTelegram({ now: clock.now })
const apiRoot = await local.listen()
const telegram = { token: local.state.token, apiRoot, isWebhook: false, chatPage: apiRoot }
const { app, deps } = await testNode(database.url, { clock, telegram })
const soon = { interval: 10 }
const [DILNOZA, TIMUR, STRANGER] = [5001, 5002, 5003]
const pauses = { turn: 50, failed: [20] }
let shop: TestShop
let admin: TestLane
let till: TestLane
let stop: () => Promise<void> = async () => {}

beforeEach(async () => {
  await stop()
  await database.empty()
  clock.advance(3_600_000)
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
  local.state.messages.length = 0
  local.state.updates.length = 0
  local.state.calls.length = 0
  local.state.faults.length = 0
  local.state.blocked.clear()
  stop = keepBot(deps, readHome, pauses)
})
afterAll(async () => {
  await stop()
  await local.close()
})

const heard = () => local.state.messages.filter(({ isBot }) => isBot).length

/** Somebody writes to the bot; what it answers. */
async function ask(chatId: number, text: string): Promise<string> {
  const before = heard()
  local.say(chatId, text)
  await expect.poll(heard, soon).toBe(before + 1)
  return local.textsOf(chatId).at(-1) ?? ''
}

/** Writes something, then something of another chat: when that is answered, the first was not. */
async function isIgnored(chatId: number, text: string): Promise<void> {
  const before = local.textsOf(chatId).length
  const { update_id: id } = local.say(chatId, text)
  await expect
    .poll(
      async () => (await database.query<{ n: number }>('select next_update as n from telegram_bot'))[0]?.n,
      soon,
    )
    .toSatisfy((next: number | string) => Number(next) > id)
  expect(local.textsOf(chatId)).toHaveLength(before + 1)
}

async function codeFor(lane: TestLane, language = 'en'): Promise<Json> {
  const { status, body } = await lane.post('/account/telegram/code', { language })
  expect(status).toBe(200)
  return body
}

async function bind(lane: TestLane, chatId: number, language = 'en'): Promise<void> {
  const { code } = await codeFor(lane, language)
  await ask(chatId, `/start ${code}`)
}

test('a chat is bound by the code of the account page, once, and by none that is old, stolen or made up', async () => {
  const { code, link } = await codeFor(admin)
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(link).toBe(`${apiRoot}/?start=${code.replace('-', '')}`)
  expect(JSON.stringify(await database.query('select * from telegram_codes')), 'in clear').not.toContain(code)
  expect(await ask(DILNOZA, `/start ${code.toLowerCase().replace('-', '')}`)).toMatch(
    /^Connected: admin, one/,
  )
  expect((await admin.get('/account/telegram')).body).toMatchObject({
    isOn: true,
    bot: 'omnisync_demo_bot',
    chat: { name: 'Dilnoza', silentSince: null },
  })
  expect(await ask(STRANGER, `/start ${code}`), 'a used one').toMatch(/does not work/)
  const { code: first } = await codeFor(till)
  const { code: second } = await codeFor(till)
  expect(await ask(STRANGER, `/start ${first}`), 'a replaced one').toMatch(/does not work/)
  clock.advance(10 * 60_000)
  expect(await ask(STRANGER, `/start ${second}`), 'ten minutes old').toMatch(/does not work/)
  expect(await ask(STRANGER, '/start <b>AAAA</b>')).toMatch(/does not work/)
  const { code: third } = await codeFor(till)
  expect(await ask(DILNOZA, `/start ${third}`), 'a chat that stands for another').toMatch(/connected already/)
  const actions = await database.query(
    `select action, details->>'chat' as chat from audit_log where action like 'telegram%'`,
  )
  expect(actions).toEqual([{ action: 'telegram.bound', chat: 'Dilnoza' }])
})

test('whoever guesses at codes is not looked at for a while', async () => {
  for (let guess = 0; guess < 10; guess += 1)
    expect(await ask(STRANGER, `/start 2345-678${guess}`)).toMatch(/does not work/)
  const { code } = await codeFor(till)
  expect(await ask(STRANGER, `/start ${code}`)).toBe('Too many wrong codes. Try again in 15 min.')
  clock.advance(15 * 60_000)
  till = await testLane(app, shop, 'cashier')
  const { code: later } = await codeFor(till)
  expect(await ask(STRANGER, `/start ${later}`)).toMatch(/^Connected: cashier/)
})

test('strangers learn how to connect, once a minute, and nothing of the shop', async () => {
  await testProduct(admin, { [till.branchId]: 4 }, { sku: 'TS-1' })
  const told = await ask(STRANGER, '/stock TS-1')
  expect(told).toMatch(/only to people whose chat is connected/)
  await isIgnored(STRANGER, '/today')
  clock.advance(61_000)
  expect(await ask(STRANGER, 'hello')).toBe(told)
})

test('[P2] /stock tells the shelves that one may see, by SKU or barcode, and what was perhaps meant', async () => {
  const { downtown, riverside } = shop.branches
  const stock = { [downtown]: 4, [riverside]: 1_200 }
  await testProduct(admin, stock, {
    sku: 'TS-Red 01',
    barcode: '4006381333931',
    title: 'Tee <i>red</i> & co',
  })
  await bind(admin, DILNOZA)
  await bind(till, TIMUR)
  const all = 'Tee <i>red</i> & co · TS-Red 01\n$12.00 each\n\nDowntown: 4\nRiverside: 1,200\nIn all: 1,204'
  expect(await ask(DILNOZA, '/stock ts-red  01')).toBe(all)
  expect(await ask(DILNOZA, '/stock@omnisync_demo_bot 4006381333931')).toBe(all)
  expect(await ask(TIMUR, '/stock TS-Red 01')).toBe(
    'Tee <i>red</i> & co · TS-Red 01\n$12.00 each\n\nDowntown: 4',
  )
  expect(await ask(DILNOZA, '/stock TS-Rde 01')).toBe(
    'There is no product with the SKU or barcode TS-Rde 01.\nDid you mean:\nTee <i>red</i> & co · TS-Red 01',
  )
  expect(await ask(DILNOZA, '/stock %_')).toBe('There is no product with the SKU or barcode %_.')
  expect(await ask(DILNOZA, '/stock')).toMatch(/^Which product\?/)
  const hats = ['Cap', 'Cap, blue', 'Blue cap', 'Cap, wide', 'Warm cap', 'Cap for children', 'Scarf']
  for (const [at, title] of hats.entries()) await testProduct(admin, {}, { title, sku: `HAT-${at}` })
  expect(await ask(DILNOZA, '/stock cap blue')).toBe(
    'There is no product with the SKU or barcode cap blue.\nDid you mean:\nBlue cap · HAT-2\nCap, blue · HAT-1',
  )
  expect((await ask(DILNOZA, '/stock caps')).split('\n').slice(2)).toHaveLength(5)
  for (const unknown of ['/stok HAT-1', 'how much is left?'])
    expect(await ask(DILNOZA, unknown)).toMatch(/^I do not know that\. You can ask:\n\/stock SKU – /)
  const asked = await database.query(
    `select details from audit_log where action = 'telegram.asked' and actor_id = $1 order by at, id limit 1`,
    [shop.users.admin.id],
  )
  expect(asked).toEqual([{ details: { command: '/stock', code: 'ts-red 01' } }])
})

test('/alert sets, changes and takes off a threshold of one’s own; what makes no sense is said clearly', async () => {
  const { id } = await testProduct(admin, { [till.branchId]: 9 }, { sku: 'X', title: 'Shirt' })
  await bind(till, TIMUR, 'en')
  expect(await ask(TIMUR, '/alerts')).toMatch(/no alerts of your own/)
  for (const wrong of ['-1', '1.5', 'many', '1000001', '١'])
    expect(await ask(TIMUR, `/alert X ${wrong}`), wrong).toMatch(/whole number from 0 to 1,000,000/)
  expect(await ask(TIMUR, '/alert X')).toMatch(/At how many pieces/)
  expect(await ask(TIMUR, '/alert Y 5')).toMatch(/no product/)
  expect(await ask(TIMUR, '/alert X 5')).toBe('I tell you when Shirt comes down to 5.')
  expect(await ask(TIMUR, '/alert x 10')).toBe(
    'I tell you when Shirt comes down to 10.\nIt is that low already: Downtown 9.',
  )
  expect(await ask(TIMUR, '/alerts')).toContain('Shirt · X: 10')
  expect((await till.get('/account/alerts')).body['alerts']).toMatchObject([{ productId: id, threshold: 10 }])
  expect((await admin.get('/account/alerts')).body['alerts']).toEqual([])
  expect(await ask(TIMUR, '/alert X off')).toMatch(/No alert of your own/)
  expect(await ask(TIMUR, '/alert X off')).toMatch(/You have no alert/)
})

test('/today tells the sales of one’s branch, in its money and language', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9, [shop.branches.riverside]: 9 })
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  const createdAt = new Date(clock.now() - 60_000).toISOString()
  await till.push('orders', [testSale(till, product, 2, { createdAt })])
  await neighbour.push('orders', [testSale(neighbour, product, 1, { createdAt })])
  await bind(admin, DILNOZA)
  await bind(till, TIMUR, 'ru')
  expect(await ask(DILNOZA, '/today')).toBe(
    'Today, one, all branches\nSales: 2, $36.00\nA week ago by this time: $0.00',
  )
  expect((await ask(TIMUR, '/today')).replaceAll(/\s/g, ' ')).toBe(
    'Сегодня, Downtown Продажи: 1, 24,00 $ Неделю назад к этому времени: 0,00 $',
  )
})

test('[A2] /stop and the account page disconnect; a disabled account makes the bot silent', async () => {
  await bind(admin, DILNOZA)
  await bind(till, TIMUR)
  expect(await ask(TIMUR, '/stop')).toMatch(/^Disconnected/)
  clock.advance(61_000)
  expect(await ask(TIMUR, '/today'), 'in the language of their Telegram').toMatch(/^Этот бот/)
  const gone = await app.inject({ method: 'DELETE', url: '/api/v1/account/telegram', headers: admin.headers })
  expect(gone.statusCode).toBe(204)
  expect((await admin.get('/account/telegram')).body['chat']).toBeNull()
  expect(await ask(DILNOZA, '/today')).toMatch(/only to people/)
  await bind(admin, DILNOZA)
  await database.query('update users set disabled_at = now() where id = $1', [shop.users.admin.id])
  await isIgnored(DILNOZA, '/today')
})

test('a flood is answered by one sentence and makes no work', async () => {
  await bind(admin, DILNOZA)
  clock.advance(61_000)
  for (let at = 0; at < 20; at += 1) await ask(DILNOZA, '/help')
  expect(await ask(DILNOZA, '/help')).toMatch(/Give me a minute/)
  const before = await database.query('select from telegram_updates')
  await isIgnored(DILNOZA, '/today')
  expect(await database.query('select from telegram_updates')).toHaveLength(before.length)
  clock.advance(61_000)
  expect(await ask(DILNOZA, '/help')).toMatch(/\/stock/)
})

test('while Telegram is away the bot waits and says so; nothing that was asked is lost', async () => {
  await bind(admin, DILNOZA)
  const down = { status: 502, description: 'Bad Gateway' }
  local.state.faults.push(...['getUpdates', 'sendMessage'].map((method) => ({ method, ...down })))
  expect(await ask(DILNOZA, '/help')).toMatch(/\/stock/)
  expect(local.state.faults).toEqual([])
  // It listens again: a question still under way to Telegram would take the next fault, and nobody would hear of it.
  await expect.poll(() => local.state.calls.at(-1)?.method, soon).toBe('getUpdates')
  await stop()
  local.state.faults.push({
    method: 'getUpdates',
    status: 409,
    description: 'Conflict: terminated by other getUpdates',
  })
  stop = keepBot(deps, readHome, { turn: 50, failed: [60_000] })
  const row = () => database.query<{ fault: string | null }>('select fault from telegram_bot')
  await expect.poll(row, soon).toMatchObject([{ fault: expect.stringContaining('Conflict') }])
  await stop()
  stop = keepBot(deps, readHome, pauses)
  await expect.poll(row, soon).toEqual([{ fault: null }])
})

test('of two nodes one listens; when it dies the other goes on where it was', async () => {
  await expect.poll(() => local.state.calls.at(-1)?.method, soon).toBe('getUpdates')
  const asked = local.state.calls.length
  const second = await testNode(database.url, { clock, telegram })
  const stopSecond = keepBot(second.deps, readHome, pauses)
  await bind(admin, DILNOZA)
  expect(local.state.calls.slice(asked).filter(({ method }) => method === 'getMe')).toEqual([])
  await stop()
  expect(await ask(DILNOZA, '/help')).toMatch(/\/stock/)
  expect(local.state.calls.slice(asked).filter(({ method }) => method === 'getMe')).toHaveLength(1)
  await stopSecond()
})

test('a message reaches the chat; one that was blocked is noted, and heard again when its owner writes', async () => {
  await bind(admin, DILNOZA)
  const channel = telegramChannel(deps)
  const item = { productId: 'p', sku: 'A<1', branchName: 'B&B', threshold: 3, isOwn: false }
  const items = [
    { ...item, title: 'One', onHand: 0 },
    { ...item, title: '<b>Two', onHand: 2 },
  ]
  const to = {
    userId: shop.users.admin.id,
    language: 'en',
  } as Parameters<typeof channel.tell>[1]
  const tell = (): Promise<Told> =>
    channel.tell(shop.tenantId, to, {
      id: 'n',
      items,
      count: 25,
      at: new Date(0),
      business: 'one',
      timeZone: 'UTC',
    })
  expect(await tell()).toEqual({ kind: 'sent' })
  expect(local.textsOf(DILNOZA).at(-1)).toBe(
    '⚠️ Low stock: 25 products\nOne\n  A<1 · B&B: none left (threshold 3)\n<b>Two\n  A<1 · B&B: 2 left (threshold 3)\nand 23 more',
  )
  local.state.faults.push({
    method: 'sendMessage',
    status: 429,
    description: 'Too Many Requests',
    retryAfter: 90,
  })
  expect(await tell()).toMatchObject({ kind: 'later', afterMs: 90_000 })
  local.state.blocked.add(DILNOZA)
  expect(await tell()).toMatchObject({ kind: 'gone' })
  expect((await admin.get('/account/telegram')).body['chat'].silentSince).not.toBeNull()
  await ask(DILNOZA, '/help')
  expect((await admin.get('/account/telegram')).body['chat'].silentSince).toBeNull()
})

test('without a bot there is nothing to connect, and the account page says so', async () => {
  const none = await testNode(database.url, { clock })
  const reply = await none.app.inject({ url: '/api/v1/account/telegram', headers: admin.headers })
  expect(reply.json()).toEqual({ isOn: false, bot: null, chat: null })
  const code = await none.app.inject({
    method: 'POST',
    url: '/api/v1/account/telegram/code',
    headers: admin.headers,
    payload: { language: 'en' },
  })
  expect([code.statusCode, code.json().error.code]).toEqual([409, 'telegram/off'])
})

test('[A1] by webhook the same is answered, once, and only where Telegram’s secret comes along', async () => {
  await stop()
  const hooked = await testNode(database.url, { clock, telegram: { ...telegram, isWebhook: true } })
  hooked.deps.publicUrl = await hooked.app.listen({ host: '127.0.0.1', port: 0 })
  stop = keepBot(hooked.deps, readHome, pauses)
  await expect
    .poll(() => local.state.webhook?.url, soon)
    .toBe(`${hooked.deps.publicUrl}/api/v1/telegram/webhook`)
  await bind(admin, DILNOZA)
  expect(await ask(DILNOZA, '/help')).toMatch(/\/stock/)
  const before = heard()
  const update = local.say(DILNOZA, '/help')
  await expect.poll(heard, soon).toBe(before + 1)
  const call = (secret: string | null, body: object) =>
    hooked.app.inject({
      method: 'POST',
      url: '/api/v1/telegram/webhook',
      headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
      payload: body,
    })
  local.state.faults.push({
    method: 'sendMessage',
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  local.say(STRANGER, 'hello')
  await expect.poll(() => local.state.updates, soon).toEqual([])
  expect(local.state.webhook?.lastError, 'who blocks the bot is done with').toBeFalsy()
  const { secret = '' } = local.state.webhook ?? {}
  expect((await call(secret, update)).statusCode).toBe(200)
  const forged = { ...update, update_id: update.update_id + 1_000 }
  for (const wrong of [null, '', 'x', secret.slice(1), `${secret}0`, secret.toUpperCase()]) {
    const reply = await call(wrong, forged)
    expect([reply.statusCode, reply.json().error.code]).toEqual([401, 'request/not-signed'])
  }
  expect((await call(secret, { update_id: -1 })).statusCode).toBe(400)
  expect(heard(), 'a repeat and forgeries say nothing').toBe(before + 1)
  expect(
    (await app.inject({ method: 'POST', url: '/api/v1/telegram/webhook', payload: forged })).statusCode,
  ).toBe(404)
})
