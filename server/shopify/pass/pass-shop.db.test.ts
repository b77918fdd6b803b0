import { beforeEach, expect, test } from 'vitest'
import { connectTestShop } from '../../testing/connected-shop.ts'
import type { ConnectedShop } from '../../testing/connected-shop.ts'
import { testBusiness } from '../../testing/test-business.ts'
import type { OpenShop } from '../../testing/test-business.ts'
import type { ShopApi } from '../api/shop-api.ts'
import { startImport } from '../catalogue/start-import.ts'
import type { Pace } from './pace.ts'
import { passShop } from './pass-shop.ts'

const { database, deps, clock, openShop } = await testBusiness()
let business: OpenShop['shop']
let shop: ConnectedShop

beforeEach(async () => {
  ;({ shop: business } = await openShop())
  shop = await connectTestShop(database, business)
  clock.set(shop.shopify.clock.now())
})

const pass = (api: ShopApi = shop.api) =>
  passShop(deps, { data: { tenantId: business.tenantId }, signal: new AbortController().signal }, () => api)

const startFull = async () => {
  const { tenantId, users } = business
  await deps.database
    .tenant(tenantId)
    .transaction()
    .execute((tx) =>
      startImport(
        tx,
        deps,
        { tenantId, userId: users.admin.id, role: 'ADMIN', branchId: null, sessionId: crypto.randomUUID() },
        'full',
      ),
    )
}

const connection = async () => {
  const [row] = await database.query<{
    state: string
    fault: { code: string } | null
    budget: object | null
  }>('select state, fault, budget from shopify_connections where tenant_id = $1', [business.tenantId])
  return row
}

test('a pass does what was asked for: an import brings products, and their stock', async () => {
  const { tenantId } = business
  await startFull()
  expect(await pass()).toBe('done')
  const shelves = await database.query<{ sku: string; on_hand: number }>(
    `select p.sku, s.on_hand from stock_levels s join products p on p.tenant_id = s.tenant_id and p.id = s.product_id
     where s.tenant_id = $1 and s.branch_id = $2 order by p.sku`,
    [tenantId, business.branches.downtown],
  )
  expect(shelves).toEqual([
    { sku: 'SHIRT-L', on_hand: 1 },
    { sku: 'SHIRT-M', on_hand: 5 },
    { sku: 'TOTE', on_hand: 10 },
  ])
  expect((await connection())?.budget).toMatchObject({ maximum: 2_000, restoreRate: 100 })
})

test('a shop that lets us in no more is asked no more, and its connection says why', async () => {
  let asked = 0
  const shut: ShopApi = {
    budget: () => undefined,
    ask: async () => {
      asked += 1
      return { kind: 'failed', fault: { kind: 'gone', code: 'app_not_installed', message: 'not installed' } }
    },
  }
  expect(await pass(shut)).toBe('done')
  expect(await connection()).toMatchObject({ state: 'uninstalled', fault: { code: 'app_not_installed' } })
  expect(asked).toBeGreaterThan(0)
  const before = asked
  expect(await pass(shut)).toBe('done')
  expect(asked).toBe(before)
})

test('a paused shop is not asked, and one whose secret does not open says so', async () => {
  await database.query(`update shopify_connections set state = 'paused' where tenant_id = $1`, [
    business.tenantId,
  ])
  const unasked: ShopApi = { budget: () => undefined, ask: () => Promise.reject(new Error('was asked')) }
  expect(await pass(unasked)).toBe('done')
  await database.query(`update shopify_connections set state = 'on' where tenant_id = $1`, [
    business.tenantId,
  ])
  const job = { data: { tenantId: business.tenantId }, signal: new AbortController().signal }
  expect(await passShop(deps, job, () => undefined)).toBe('done')
  expect(await connection()).toMatchObject({ state: 'refused', fault: { code: 'secret-lost' } })
})

test('a shop that does not answer is not compared without end', async () => {
  await startFull()
  await pass()
  await database.query(
    `update shopify_connections set reconciled_at = to_timestamp(0) where tenant_id = $1`,
    [business.tenantId],
  )
  let asked = 0
  const silent: ShopApi = {
    budget: () => undefined,
    ask: async () => {
      asked += 1
      if (asked > 20) throw new Error('asked without end')
      return { kind: 'failed', fault: { kind: 'again', code: 'timeout', message: 'no answer' } }
    },
  }
  expect(await pass(silent)).toBe('done')
  expect(asked).toBeGreaterThan(0)
})

test('[O9] an order of which no webhook came is found by the hour, and so is a new location', async () => {
  const { tenantId } = business
  const { world } = shop.shopify
  const variant = Object.values(world.state.variants).find(({ sku }) => sku === 'TOTE')!
  await startFull()
  await pass()
  await shop.shopify.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: [{ variantId: variant.id, quantity: 2 }] },
  })
  const [first] = Object.values(world.state.locations)
  first!.name = 'Moved'
  await pass()
  const orders = () =>
    database.query(`select number from orders where tenant_id = $1 and source = 'shopify'`, [tenantId])
  expect(await orders()).toEqual([])
  await database.query(
    `update shopify_connections set checked_at = checked_at - interval '2 hours' where tenant_id = $1`,
    [tenantId],
  )
  await pass()
  expect(await orders()).toEqual([{ number: '#1001' }])
  const moved = await database.query(
    `select name from shopify_locations where tenant_id = $1 and name = 'Moved'`,
    [tenantId],
  )
  expect(moved).toHaveLength(1)
})

test('a pass asks the old shop no more once another one is connected, and says nothing of the new one', async () => {
  await startFull()
  const asked: string[] = []
  const watched: ShopApi = {
    ...shop.api,
    ask: async (operation, ...rest) => {
      asked.push(operation.name)
      if (operation.name === 'subscribe' && asked.filter((name) => name === 'subscribe').length === 1)
        await database.query('update shopify_connections set device_id = $2 where tenant_id = $1', [
          business.tenantId,
          crypto.randomUUID(),
        ])
      return shop.api.ask(operation, ...rest)
    },
  }
  expect(await pass(watched)).toBe('done')
  expect(asked).toContain('subscribe')
  const [row] = await database.query('select checked_at from shopify_connections where tenant_id = $1', [
    business.tenantId,
  ])
  expect(row).toEqual({ checked_at: null })
})

test('a pass waits while changes are gathered, and tells them before it ends', async () => {
  const { tenantId } = business
  await startFull()
  await pass()
  await database.query('update shopify_levels set known = known - 1, dirty = true where tenant_id = $1', [
    tenantId,
  ])
  let asked = 0
  let isHeld = false
  let told = 0
  const pace: Pace = {
    holds: () => {
      asked += 1
      isHeld = asked < 3
      return isHeld
    },
    told: () => (told += 1),
    held: () => (isHeld ? 5 : null),
  }
  const job = { data: { tenantId }, signal: new AbortController().signal }
  expect(await passShop(deps, job, () => shop.api, pace)).toBe('done')
  expect(asked).toBe(3)
  expect(told).toBe(1)
  expect(
    await database.query(`select state, kind from shopify_sends where tenant_id = $1`, [tenantId]),
  ).toEqual([{ state: 'done', kind: 'adjust' }])
})
