import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ErrorCode } from '../../../shared/errors.ts'
import { ShopDomain } from '../../../shared/shopify/connection.ts'
import type { ConnectShop } from '../../../shared/shopify/connection.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../http/caller.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { shopFetch } from '../../testing/shop-fetch.ts'
import { testShopApi } from '../../testing/shop-api.ts'
import { testDatabase } from '../../testing/test-database.ts'
import { testNode } from '../../testing/test-node.ts'
import { testShop } from '../../testing/test-shop.ts'
import type { TestShop } from '../../testing/test-shop.ts'
import { SHOP_OPENS, openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'
import { numberOfGid } from '../sandbox/store/gid.ts'
import { askShop } from './ask-shop.ts'
import { changeCredentials } from './change-credentials.ts'
import { changeRules } from './change-rules.ts'
import { checkSubscriptions, endSubscriptions } from './check-subscriptions.ts'
import { connectShop } from './connect-shop.ts'
import type { Shop } from './connection.ts'
import { disconnectShop } from './disconnect-shop.ts'
import { mapLocations } from './map-locations.ts'
import { pauseShop, resumeShop } from './pause-shop.ts'
import { connectionOf, mappedLocations } from './queries.ts'
import { unseal } from './seal.ts'
import { shopApiOf } from './shop-api-of.ts'
import { stopFor } from './stop-for.ts'

const database = await testDatabase()
const clock = manualClock(SHOP_OPENS)
let shopify: TestShopify
const node = await testNode(database.url, {
  clock,
  shopFetch: (input, init) => shopFetch(shopify)(input, init),
})
const deps: Deps = node.deps
let shop: TestShop
let caller: Caller

const GIVEN: ConnectShop = {
  domain: 'demo-outfitters.myshopify.com',
  clientId: 'sandbox-client-id',
  secret: 'shpss_sandbox_secret',
}
beforeEach(async () => {
  await database.empty()
  shopify = await openTestShopify()
  shop = await testShop(database)
  caller = callerOf(shop)
})
afterEach(() => shopify.close())

const callerOf = ({ tenantId, users }: TestShop): Caller => ({
  tenantId,
  userId: users.admin.id,
  role: 'ADMIN',
  branchId: null,
  sessionId: crypto.randomUUID(),
})
const within = <T>(work: (tx: Tx) => Promise<T>, who = caller): Promise<T> =>
  inTransaction(deps.database.tenant(who.tenantId), work)
const connect = async (given: Partial<ConnectShop> = {}, who = caller): Promise<void> => {
  const asked = { ...GIVEN, ...given }
  const facts = await askShop(deps, who.tenantId, asked)
  await within((tx) => connectShop(tx, deps, who, asked, facts), who)
}
const refusal = (code: ErrorCode) => expect.objectContaining({ code })
const connection = async () => (await connectionOf(deps.database.tenant(shop.tenantId), shop.tenantId))!
const audited = async (): Promise<string[]> =>
  (await database.query<{ action: string }>(`select action from audit_log order by id`)).map(
    ({ action }) => action,
  )
const places = () => Object.keys(shopify.world.state.locations).map((gid) => String(numberOfGid(gid)))
const theShop = (): Shop => ({
  deps,
  tenantId: shop.tenantId,
  api: testShopApi(shopify),
  signal: new AbortController().signal,
})

test('a shop is connected after it has answered, and begins at the head of the log', async () => {
  await connect()
  const { rows } = {
    rows: await database.query('select epoch, head from log_heads where tenant_id = $1', [shop.tenantId]),
  }
  const kept = await connection()
  expect(kept).toMatchObject({
    domain: GIVEN.domain,
    shopName: 'Demo Outfitters Online',
    currency: 'USD',
    digits: 2,
    state: 'on',
    openingStock: 'omnisync',
    connectedBy: caller.userId,
    readerEpoch: rows[0]?.['epoch'],
    readerSeq: Number(rows[0]?.['head']),
    ordersSince: new Date(clock.now()),
  })
  expect(kept.sealedSecret.includes('shpss')).toBe(false)
  expect(unseal(deps.secret, shop.tenantId, kept.sealedSecret)).toBe(GIVEN.secret)
  expect(
    await database.query('select name, is_active, branch_id from shopify_locations order by name'),
  ).toEqual([
    { name: 'Downtown', is_active: true, branch_id: null },
    { name: 'Riverside', is_active: true, branch_id: null },
  ])
  const [line] = await database.query(
    `select subject_id, actor_id, details::text from audit_log where action = 'shopify.connected'`,
  )
  expect(line).toMatchObject({ subject_id: GIVEN.domain, actor_id: caller.userId })
  expect(line?.['details']).not.toContain('shpss')
})

test.each<[string, Partial<ConnectShop>, ErrorCode]>([
  ['another secret', { secret: 'shpss_wrong' }, 'shopify/bad-credentials'],
  ['another client id', { clientId: 'nobody' }, 'shopify/bad-credentials'],
  ['a shop that is not there', { domain: 'nowhere.myshopify.com' }, 'shopify/unreachable'],
])('%s connects nothing', async (_, given, code) => {
  await expect(connect(given)).rejects.toEqual(refusal(code))
  expect(await database.query('select from shopify_connections')).toEqual([])
})

test('a shop where the app is not installed, or may not do enough, is not connected', async () => {
  await shopify.app.inject({ method: 'POST', url: '/__sandbox/uninstall', payload: {} })
  await expect(connect()).rejects.toEqual(refusal('shopify/not-installed'))
  await shopify.close()
  shopify = await openTestShopify({ scopes: ['write_products', 'write_inventory', 'read_locations'] })
  await expect(connect()).rejects.toMatchObject({
    code: 'shopify/missing-rights',
    details: { missing: ['write_orders', 'read_merchant_managed_fulfillment_orders'] },
  })
  // What failed can be looked at by the admin who tried.
  await expect
    .poll(() => database.query('select operation, code from shopify_calls'))
    .toEqual([{ operation: 'access token', code: 'http-400' }])
})

test('a shop in another currency is not connected', async () => {
  await shopify.close()
  shopify = await openTestShopify({ currency: 'EUR' })
  await expect(connect()).rejects.toMatchObject({
    code: 'shopify/other-currency',
    details: { shop: 'EUR', business: 'USD' },
  })
})

test('one shop a business, one business a shop', async () => {
  await connect()
  await expect(connect()).rejects.toEqual(refusal('shopify/connected'))
  const other = callerOf(await testShop(database, 'two'))
  await expect(connect({}, other)).rejects.toEqual(refusal('shopify/taken'))
  expect(await database.query('select tenant_id from shopify_connections')).toEqual([
    { tenant_id: shop.tenantId },
  ])
})

test('addresses of shops are those that Shopify gives', () => {
  expect(ShopDomain.parse(' Demo-Outfitters.myshopify.com ')).toBe('demo-outfitters.myshopify.com')
  for (const wrong of [
    'demo.example.com',
    'demo.myshopify.com.evil.example',
    'myshopify.com',
    'a b.myshopify.com',
    'https://demo.myshopify.com',
    'demo.myshopify.com/admin',
    '-demo.myshopify.com',
  ])
    expect(ShopDomain.safeParse(wrong).success, wrong).toBe(false)
})

test('a new secret takes over, and the former one is known for what is still signed with it', async () => {
  await connect()
  await shopify.app.inject({ method: 'POST', url: '/__sandbox/secret/rotate', payload: {} })
  const secret = shopify.world.state.app.secrets[0]!
  await within((tx) =>
    stopFor(tx, deps, shop.tenantId, { kind: 'refused', code: 'invalid_client', message: 'no' }),
  )
  expect(await connection()).toMatchObject({ state: 'refused' })
  const facts = await askShop(deps, shop.tenantId, { ...GIVEN, secret })
  await within((tx) => changeCredentials(tx, deps, caller, { ...GIVEN, secret }, facts))
  const kept = await connection()
  expect(kept.state).toBe('on')
  expect(unseal(deps.secret, shop.tenantId, kept.sealedSecret)).toBe(secret)
  expect(unseal(deps.secret, shop.tenantId, kept.sealedFormerSecret!)).toBe(GIVEN.secret)
  // The same once more makes no former secret of the present one.
  await within((tx) => changeCredentials(tx, deps, caller, { ...GIVEN, secret }, facts))
  expect(unseal(deps.secret, shop.tenantId, (await connection()).sealedFormerSecret!)).toBe(GIVEN.secret)
  const elsewhere = { ...facts, domain: 'other.myshopify.com' }
  await expect(
    within((tx) => changeCredentials(tx, deps, caller, { ...GIVEN, secret }, elsewhere)),
  ).rejects.toEqual(refusal('shopify/other-shop'))
  expect(await audited()).toEqual([
    'shopify.connected',
    'shopify.refused',
    'shopify.credentials-changed',
    'shopify.credentials-changed',
  ])
})

test('a location stands for one branch, and what was known of its stock goes with the old one', async () => {
  await connect()
  const [first = '', second = ''] = places()
  const { downtown, riverside } = shop.branches
  await database.query(
    `insert into shopify_variants (tenant_id, id, shop_product_id, item_id, product_id, is_tracked, is_new, remote_updated_at)
     values ($1, '1', '1', '11', gen_random_uuid(), true, false, now()), ($1, '2', '1', '12', gen_random_uuid(), false, false, now())`,
    [shop.tenantId],
  )
  const levels = () =>
    database.query(`select item_id, location_id, known, hinted from shopify_levels order by location_id`)
  await within((tx) => mapLocations(tx, deps, caller, [{ locationId: first, branchId: downtown }]))
  expect(await levels()).toEqual([{ item_id: '11', location_id: first, known: null, hinted: true }])
  await database.query('update shopify_levels set known = 5, hinted = false')
  const twice = [{ locationId: second, branchId: downtown }]
  await expect(within((tx) => mapLocations(tx, deps, caller, twice))).rejects.toEqual(
    refusal('shopify/branch-taken'),
  )
  await within((tx) =>
    mapLocations(tx, deps, caller, [
      { locationId: second, branchId: downtown },
      { locationId: first, branchId: riverside },
    ]),
  )
  expect(await levels()).toEqual([
    { item_id: '11', location_id: first, known: null, hinted: true },
    { item_id: '11', location_id: second, known: null, hinted: true },
  ])
  expect(await mappedLocations(deps.database.tenant(shop.tenantId), shop.tenantId)).toMatchObject([
    { id: first, branchId: riverside },
    { id: second, branchId: downtown },
  ])
  await within((tx) => mapLocations(tx, deps, caller, [{ locationId: first, branchId: null }]))
  expect(await levels()).toHaveLength(1)
  for (const [locationId, branchId, code] of [
    ['42', downtown, 'shopify/unknown-location'],
    [first, crypto.randomUUID(), 'branch/unknown'],
  ] as const)
    await expect(within((tx) => mapLocations(tx, deps, caller, [{ locationId, branchId }]))).rejects.toEqual(
      refusal(code),
    )
})

test('who decides on a field is changed one by one', async () => {
  await connect()
  await within((tx) => changeRules(tx, deps, caller, { owners: { price: 'omnisync' } }))
  await within((tx) =>
    changeRules(tx, deps, caller, { owners: { tags: 'shopify' }, openingStock: 'shopify' }),
  )
  expect(await connection()).toMatchObject({
    owners: { price: 'omnisync', tags: 'shopify' },
    openingStock: 'shopify',
  })
})

test('what is paused goes on; what stands still for another reason does not', async () => {
  await connect()
  await within((tx) => pauseShop(tx, deps, caller))
  await within((tx) => pauseShop(tx, deps, caller))
  expect(await connection()).toMatchObject({ state: 'paused' })
  await within((tx) => resumeShop(tx, deps, caller))
  expect(await connection()).toMatchObject({ state: 'on' })
  const gone = { kind: 'gone', code: 'shop_not_permitted', message: 'no' } as const
  expect(await within((tx) => stopFor(tx, deps, shop.tenantId, gone))).toBe(true)
  expect(await connection()).toMatchObject({ state: 'uninstalled' })
  await expect(within((tx) => resumeShop(tx, deps, caller))).rejects.toEqual(refusal('shopify/not-paused'))
  await expect(within((tx) => pauseShop(tx, deps, caller))).rejects.toEqual(refusal('shopify/not-on'))
  const passes = { kind: 'again', code: 'timeout', message: 'no' } as const
  expect(await within((tx) => stopFor(tx, deps, shop.tenantId, passes))).toBe(false)
  expect(await audited()).toEqual([
    'shopify.connected',
    'shopify.paused',
    'shopify.resumed',
    'shopify.uninstalled',
  ])
})

test('the shop tells of every topic at our address, once, whatever became of it', async () => {
  await connect()
  const uris = () =>
    Object.values(shopify.world.state.subscriptions)
      .map(({ topic, uri }) => `${topic} ${uri}`)
      .toSorted()
  const uri = 'https://shop.example/api/v1/webhooks/shopify'
  const made = await checkSubscriptions(theShop())
  expect(made).toMatchObject({ kind: 'checked', mended: { length: 9 } })
  const all = uris()
  expect(all).toHaveLength(9)
  expect(all).toContain(`INVENTORY_LEVELS_UPDATE ${uri}`)
  expect(await checkSubscriptions(theShop())).toEqual({ kind: 'checked', mended: [] })
  // One was ended, one goes elsewhere, one is told twice.
  const own = (topic: string) =>
    Object.values(shopify.world.state.subscriptions).find((one) => one.topic === topic)!
  delete shopify.world.state.subscriptions[own('REFUNDS_CREATE').id]
  own('PRODUCTS_UPDATE').uri = 'https://old.example/hooks'
  await shopify.subscribe('ORDERS_CREATE')
  expect(await checkSubscriptions(theShop())).toEqual({
    kind: 'checked',
    mended: ['ORDERS_CREATE', 'REFUNDS_CREATE', 'PRODUCTS_UPDATE'],
  })
  expect(uris()).toEqual(all)
  const [{ checked_at: at } = {}] = await database.query('select checked_at from shopify_connections')
  expect(at).toEqual(new Date(clock.now()))
  await endSubscriptions(theShop())
  expect(uris()).toEqual([])
})

test('a server that does not know its address says so, and one that is refused stops', async () => {
  await connect()
  const nowhere = { ...theShop(), deps: { ...deps, publicUrl: null } }
  expect(await checkSubscriptions(nowhere)).toMatchObject({ kind: 'failed', fault: { code: 'no-address' } })
  expect(await connection()).toMatchObject({ state: 'on' })
  await shopify.app.inject({ method: 'POST', url: '/__sandbox/uninstall', payload: {} })
  expect(await checkSubscriptions(theShop())).toMatchObject({ kind: 'failed', fault: { kind: 'gone' } })
  expect(await connection()).toMatchObject({ state: 'uninstalled' })
})

test('the same API for as long as the credentials are; none where the secret does not open', async () => {
  await connect()
  const kept = await connection()
  const api = shopApiOf(deps, kept)
  expect(api).toBeDefined()
  expect(shopApiOf(deps, await connection())).toBe(api)
  expect(shopApiOf(deps, { ...kept, clientId: 'another' })).not.toBe(api)
  expect(shopApiOf({ ...deps, secret: 'another secret of the server altogether' }, kept)).toBeUndefined()
})

test('what is disconnected is forgotten, and may be connected again', async () => {
  await connect()
  await within((tx) =>
    mapLocations(tx, deps, caller, [{ locationId: places()[0]!, branchId: shop.branches.downtown }]),
  )
  await database.query(
    `insert into shopify_sends (tenant_id, id, kind, payload, state, created_at) values ($1, $2, 'stock', '{}', 'waiting', now())`,
    [shop.tenantId, crypto.randomUUID()],
  )
  await within((tx) => disconnectShop(tx, deps, caller))
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_name like 'shopify%'`,
  )
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) expect(await database.query(`select from ${name}`), name).toEqual([])
  const [line] = await database.query(`select details from audit_log where action = 'shopify.disconnected'`)
  expect(line).toMatchObject({ details: { untold: 1 } })
  await expect(within((tx) => disconnectShop(tx, deps, caller))).rejects.toEqual(
    refusal('shopify/not-connected'),
  )
  await connect()
})
