import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import type { TestMail } from '../testing/test-mail.ts'
import type { Channel, Told } from './channel.ts'
import type { Digest } from './digest.ts'
import { forgetNotices } from './forget-notices.ts'
import { mailChannel } from './mail-channel.ts'
import { readCrossings } from './read-crossings.ts'
import { sendNotices } from './send-notices.ts'

const { app, clock, count, database, deps, openShop } = await testBusiness()
const mail = deps.mail as TestMail
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
/** What the chat was told, the newest last; how the next ones go. */
let said: { userId: string; digest: Digest }[]
let next: Told[]
let chatting: Set<string>
let hold: (() => Promise<void>) | null

const chat: Channel = {
  reached: async () => (userId) => chatting.has(userId),
  async tell(_, { userId }, digest) {
    await hold?.()
    const told = next.shift() ?? { kind: 'sent' }
    if (told.kind === 'sent') said.push({ userId, digest })
    return told
  },
}
const channels = { telegram: chat, mail: mailChannel(deps) }

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
  ;[said, next, chatting, hold] = [[], [], new Set([shop.users.cashier.id]), null]
  mail.messages.length = 0
  mail.next.length = 0
  await read()
})

const read = () => readCrossings(deps, shop.tenantId, channels)
const send = () => sendNotices(deps, shop.tenantId, channels)
const byName = (a: string, b: string) => a.localeCompare(b)
/** Reads, lets the gathering end, and sends. */
async function tell(): Promise<void> {
  await read()
  clock.advance(70_000)
  await send()
}
const sell = (product: { id: string; price: number }, quantity: number, lane: TestLane = till) =>
  lane.push('orders', [testSale(lane, product, quantity)])
const deliver = (productId: string, delta: number, branchId = till.branchId) =>
  admin.push('stockMovements', [testMovement({ branchId, productId, delta })])
/** A door to the database behind whose answer of where the log stands something happens first. */
const pausing =
  ({ tenant }: Database, pause: () => Promise<void>): Database['tenant'] =>
  (tenantId) =>
    tenant(tenantId).withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (result.rows.some((row) => 'beganAt' in row)) await pause()
        return result
      },
    })
const lines = () =>
  said.map(({ digest }) => digest.items.map(({ title, onHand, threshold }) => [title, onHand, threshold]))

test('a level that comes down to its threshold is told once, and again only after it was above', async () => {
  const product = await testProduct(admin, { [till.branchId]: 6 })
  await tell()
  await sell(product, 2)
  await tell()
  expect(said, '4 of 3 is not low').toEqual([])
  await sell(product, 1)
  await tell()
  await sell(product, 1)
  await tell()
  await tell()
  expect(lines()).toEqual([[['Shirt M', 3, 3]]])
  await deliver(product.id, 10)
  await tell()
  await sell(product, 10)
  await tell()
  expect(lines()).toEqual([[['Shirt M', 3, 3]], [['Shirt M', 2, 3]]])
})

test('a level that was filled up and came down again between two looks has crossed again; one that only dipped has not', async () => {
  const product = await testProduct(admin, { [till.branchId]: 4 })
  await sell(product, 1)
  await tell()
  await deliver(product.id, 5)
  await sell(product, 5)
  await tell()
  expect(said).toHaveLength(2)
  await deliver(product.id, 5)
  await tell()
  await sell(product, 6)
  await deliver(product.id, 6)
  await tell()
  expect(said).toHaveLength(2)
})

test('what was low before anybody looked, and what begins below its threshold, is no news', async () => {
  const old = await testProduct(admin, { [till.branchId]: 9 }, { title: 'Old' })
  await sell(old, 8)
  await database.query(`delete from log_readers`)
  await database.query(`delete from low_marks`)
  await tell()
  const few = await testProduct(admin, { [till.branchId]: 2 }, { title: 'Few' })
  await sell(few, 1)
  await sell(old, 1)
  await tell()
  expect([said, await count('notices')]).toEqual([[], 0])
})

test.each([
  ['set by hand', 'reorder_point'],
  ['suggested', 'suggested_point'],
])('a point that is %s above a level is no crossing; what comes down to it later is', async (_, point) => {
  const product = await testProduct(admin, { [till.branchId]: 20 })
  await sell(product, 10)
  await tell()
  await database.query(
    `with taken as (select take_positions($1, '[["stockLevels", 1]]') as before)
     update stock_levels set ${point} = 12, seq = before + 1 from taken where tenant_id = $1 and product_id = $2`,
    [shop.tenantId, product.id],
  )
  await tell()
  await sell(product, 1)
  await tell()
  expect(said).toEqual([])
  await deliver(product.id, 10)
  await sell(product, 8)
  await tell()
  expect(lines()).toEqual([[['Shirt M', 11, 12]]])
})

test('crossings of one moment are one message, and a person hears at most once a minute', async () => {
  const products = await Promise.all(
    ['A', 'B', 'C'].map((title) => testProduct(admin, { [till.branchId]: 5 }, { title })),
  )
  for (const product of products.slice(0, 2)) {
    await sell(product, 2)
    await read()
    clock.advance(2_000)
  }
  await send()
  expect(said, 'still gathering').toEqual([])
  clock.advance(2_000)
  await send()
  expect(lines()).toEqual([
    [
      ['A', 3, 3],
      ['B', 3, 3],
    ],
  ])
  await sell(products[2]!, 2)
  await read()
  clock.advance(30_000)
  await send()
  expect(said).toHaveLength(1)
  clock.advance(31_000)
  await send()
  expect(said).toHaveLength(2)
})

test('[P2] people are told of branches that they see, by the ways that they want', async () => {
  chatting = new Set(Object.values(shop.users).map(({ id }) => id))
  const { downtown, riverside } = shop.branches
  const product = await testProduct(admin, { [downtown]: 5, [riverside]: 5 })
  await sell(product, 2)
  await tell()
  const names = new Map(Object.entries(shop.users).map(([name, { id }]) => [id, name]))
  expect(said.map(({ userId }) => names.get(userId) ?? '').toSorted(byName)).toEqual([
    'admin',
    'cashier',
    'support',
  ])
  expect(mail.messages.map(({ to }) => to)).toEqual([shop.users.admin.email])
  expect(mail.messages[0]).toMatchObject({ subject: 'Low stock: Shirt M' })

  const change = await app.inject({
    method: 'PATCH',
    url: '/api/v1/account/settings',
    headers: admin.headers,
    payload: { lowStockMail: false, language: 'ru' },
  })
  expect(change.json()).toMatchObject({ lowStockMail: false, lowStockTelegram: true, language: 'ru' })
  await database.query(`update users set disabled_at = now() where id = $1`, [shop.users.support.id])
  ;[said, mail.messages.length] = [[], 0]
  const neighbour = await testLane(app, shop, 'neighbour', riverside)
  await sell(product, 2, neighbour)
  await tell()
  expect(said.map(({ userId }) => names.get(userId) ?? '').toSorted(byName)).toEqual(['admin', 'neighbour'])
  expect(mail.messages).toEqual([])
})

test('somebody’s own threshold stands before the shop’s', async () => {
  const product = await testProduct(admin, { [till.branchId]: 20 })
  await database.query(`insert into stock_alerts values ($1, $2, $3, 10, now())`, [
    shop.tenantId,
    shop.users.cashier.id,
    product.id,
  ])
  await sell(product, 10)
  await tell()
  expect(lines()).toEqual([[['Shirt M', 10, 10]]])
  await sell(product, 8)
  await tell()
  expect(said, 'the shop’s is for others').toHaveLength(1)
  expect(mail.messages.map(({ subject }) => subject)).toEqual(['Low stock: Shirt M'])
})

test('where the chat is gone a threshold of one’s own silences nothing: the shop’s holds, by mail', async () => {
  const product = await testProduct(admin, { [till.branchId]: 6 })
  await database.query(`insert into stock_alerts values ($1, $2, $3, 5, now())`, [
    shop.tenantId,
    shop.users.admin.id,
    product.id,
  ])
  chatting = new Set([shop.users.admin.id])
  await sell(product, 1)
  await tell()
  await sell(product, 2)
  await tell()
  expect([lines(), mail.messages], 'while it hears us').toEqual([[[['Shirt M', 5, 5]]], []])
  await deliver(product.id, 10)
  await tell()
  chatting.clear()
  await sell(product, 10)
  await tell()
  expect(said).toHaveLength(1)
  expect(mail.messages.map(({ to }) => to)).toEqual([shop.users.admin.email])
})

test('a name cannot become markup or a header of a mail', async () => {
  const title = '<img src=x onerror=alert(1)> & "co"'
  const product = await testProduct(admin, { [till.branchId]: 4 }, { title, sku: '<b>1' })
  await sell(product, 1)
  await tell()
  const [message] = mail.messages
  expect(message?.html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;')
  expect(message?.html).not.toMatch(/<img|<b>1/)
  expect(message?.text).toContain(title)
})

test('what could not be sent is tried again after 1, 5 and 15 minutes, then it is for people to see', async () => {
  const product = await testProduct(admin, { [till.branchId]: 4 })
  await sell(product, 1)
  mail.next.push(...Array.from({ length: 4 }, () => ({ kind: 'failed' as const, because: 'no answer' })))
  await tell()
  const state = async () =>
    (
      await database.query<{ state: string; attempts: number }>(
        `select state, attempts from notices where channel = 'mail'`,
      )
    )[0]
  for (const [minutes, attempts] of [
    [1, 2],
    [5, 3],
  ] as const) {
    clock.advance(minutes * 60_000 - 1_000)
    await send()
    expect(await state()).toEqual({ state: 'waiting', attempts: attempts - 1 })
    clock.advance(1_000)
    await send()
    expect(await state()).toEqual({ state: 'waiting', attempts })
  }
  clock.advance(15 * 60_000)
  await send()
  expect(await state()).toEqual({ state: 'failed', attempts: 4 })
  clock.advance(3_600_000)
  await send()
  expect(mail.messages).toEqual([])
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
  const status = async () => (await admin.get('/status')).body
  expect((await status())['facts'].notices).toMatchObject({ waiting: 0, failed: 1 })
  expect((await status())['problems'].map(({ code }: { code: string }) => code)).toContain('notices-failed')
  await deliver(product.id, 9)
  await sell(product, 9)
  await tell()
  expect((await status())['facts'].notices, 'one that arrives makes it good').toMatchObject({ failed: 0 })
  await forgetNotices(deps.database.tenant(shop.tenantId), shop.tenantId, clock.now() + 29 * 86_400_000)
  expect(await count('notices')).toBeGreaterThan(2)
  await forgetNotices(deps.database.tenant(shop.tenantId), shop.tenantId, clock.now() + 31 * 86_400_000)
  expect([await count('notices'), await count('notice_items')]).toEqual([0, 0])
})

test('a sale while the log is being read does not hide the crossing before it', async () => {
  const product = await testProduct(admin, { [till.branchId]: 4 })
  await read()
  await sell(product, 1)
  let meanwhile = async (): Promise<void> => {
    meanwhile = async () => {}
    await sell(product, 1)
  }
  const between = {
    ...deps,
    database: { ...deps.database, tenant: pausing(deps.database, () => meanwhile()) },
  }
  await readCrossings(between, shop.tenantId, channels)
  await tell()
  expect(lines()).toEqual([[['Shirt M', 3, 3]]])
})

test('reading that is stopped between two parts of the log goes on later, and tells each crossing once', async () => {
  const products = await Promise.all(
    Array.from({ length: 3 }, (_, at) => testProduct(admin, { [till.branchId]: 4 }, { title: `No. ${at}` })),
  )
  await read()
  for (const product of products) await sell(product, 1)
  const stopping = new AbortController()
  let parts = 0
  const chats: Channel = {
    ...chat,
    async reached(tx, tenantId) {
      parts += 1
      stopping.abort()
      return chat.reached(tx, tenantId)
    },
  }
  const part = { atOnce: 1, signal: stopping.signal }
  await readCrossings(deps, shop.tenantId, { ...channels, telegram: chats }, part)
  expect([parts, await count('notice_items')]).toEqual([1, 2])
  await tell()
  expect(lines().flat()).toHaveLength(3)
})

test('two nodes that read and send at once tell once; a worker that died leaves it to another', async () => {
  const product = await testProduct(admin, { [till.branchId]: 4 })
  await sell(product, 1)
  await Promise.all([read(), read(), read()])
  clock.advance(70_000)
  await Promise.all([send(), send(), send()])
  expect([said.length, mail.messages.length]).toEqual([1, 1])

  await deliver(product.id, 5)
  await sell(product, 5)
  await read()
  clock.advance(70_000)
  let isDead: () => void = () => {}
  hold = () => new Promise((_, reject) => (isDead = () => reject(new Error('killed'))))
  const died = send()
  await expect.poll(() => count(`notices where state = 'sending' and channel = 'telegram'`)).toBe(1)
  hold = null
  await send()
  expect(said, 'one that is in hand is left to it').toHaveLength(1)
  isDead()
  await expect(died).rejects.toThrow('killed')
  clock.advance(121_000)
  await send()
  expect(said).toHaveLength(2)
})
