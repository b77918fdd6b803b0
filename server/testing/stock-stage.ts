import type { Answer, CallFault, Operation, ShopApi } from '../shopify/api/shop-api.ts'
import type { Shop } from '../shopify/connection/connection.ts'
import { stepStock } from '../shopify/stock/step-stock.ts'
import { gidOf, numberOfGid } from '../shopify/sandbox/store/gid.ts'
import { connectTestShop } from './connected-shop.ts'
import { ledgerFaults, testLane, testProduct } from './test-lane.ts'
import type { TestLane } from './test-lane.ts'
import type { OpenShop, TestBusiness } from './test-business.ts'
import { SHOP_OPENS, openTestShopify } from './test-shopify.ts'
import type { TestShopify } from './test-shopify.ts'

/** A product that both sides have: its numbers there, its id here. */
export type LinkedPair = { productId: string; price: number; variant: string; item: string }

/** A business and a connected shop, with what stands between them in the test's hands. */
export type StockStage = OpenShop & {
  shopify: TestShopify
  /** Downtown and Riverside, as Shopify numbers them. */
  locations: string[]
  neighbour: TestLane
  work: Shop
  /** By SKU. */
  linked: Map<string, LinkedPair>
  /** Every call that was made, with how many there were of each since `forgetCalls`. */
  calls: { operation: string; variables: Record<string, unknown> }[]
  /** Lets time pass for the engine and for Shopify; whoever signed in does not notice. */
  pass: (milliseconds: number) => Promise<void>
  /** The next call fails so; `done` where Shopify does it all the same. */
  failNext: (fault: CallFault, done?: boolean) => void
  forgetFaults: () => void
  /** Links a SKU of the sandbox to a product with so many pieces here, Downtown and at Riverside. */
  link: (sku: string, stock: [number, number], options?: { isNew?: boolean }) => Promise<LinkedPair>
  /** Lets webhooks arrive in the inbox. */
  deliver: () => Promise<void>
  /** Steps until there is nothing to do. */
  run: () => Promise<void>
  /** Webhooks and steps until both have nothing more. */
  settle: () => Promise<void>
  /** Places an online order. */
  buy: (...lines: [sku: string, quantity: number][]) => Promise<{ number: number; status: number }>
  act: (number: number, what: 'cancel' | 'refund' | 'ship') => Promise<number>
  /** What both sides have, `here/there`, Downtown then Riverside; `-` where it is not stocked. */
  levels: (sku: string) => Promise<string[]>
  rows: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  ledgerFaults: () => Promise<unknown[]>
}

const TOPICS = [
  'ORDERS_CREATE',
  'ORDERS_UPDATED',
  'ORDERS_CANCELLED',
  'REFUNDS_CREATE',
  'INVENTORY_LEVELS_UPDATE',
]
const MOST_STEPS = 200

export async function openStockStage(business: TestBusiness): Promise<StockStage> {
  const { database, deps, app } = business
  business.clock.set(SHOP_OPENS - 60_000)
  const open = await business.openShop()
  const { shop, admin } = open
  // A budget that is never short: whoever governs it stands in front of this engine.
  const limits = { maximumAvailable: 1_000_000, restoreRate: 1_000 }
  const connected = await connectTestShop(database, shop, await openTestShopify({ limits }))
  const { shopify, locations } = connected
  const calls: StockStage['calls'] = []
  const faults: { fault: CallFault; done: boolean }[] = []
  const api: ShopApi = {
    budget: connected.api.budget,
    ask: async (operation: Operation, variables): Promise<Answer> => {
      calls.push({ operation: operation.name, variables })
      const planned = faults.shift()
      if (planned && !planned.done) return { kind: 'failed', fault: planned.fault }
      const answer = await connected.api.ask(operation, variables)
      return planned ? { kind: 'failed', fault: planned.fault } : answer
    },
  }
  let passed = 0
  const work: Shop = {
    deps: { ...deps, now: () => deps.now() + passed },
    tenantId: shop.tenantId,
    api,
    signal: new AbortController().signal,
  }
  await shopify.subscribe(...TOPICS)
  const linked = new Map<string, LinkedPair>()
  let arrived = 0
  const { world } = shopify
  const stage: StockStage = {
    ...open,
    shopify,
    locations,
    neighbour: await testLane(app, shop, 'neighbour', shop.branches.riverside),
    work,
    linked,
    calls,
    pass: async (milliseconds) => {
      passed += milliseconds
      await shopify.clock.advance(milliseconds)
    },
    failNext: (fault, done = false) => void faults.push({ fault, done }),
    forgetFaults: () => {
      faults.length = 0
    },
    link: async (sku, [downtown, riverside], { isNew = false } = {}) => {
      const variant = Object.values(world.state.variants).find((one) => one.sku === sku)!
      const price = Math.round(Number(variant.price) * 100)
      const pieces = Object.entries({
        [shop.branches.downtown]: downtown,
        [shop.branches.riverside]: riverside,
      })
      const stock = Object.fromEntries(pieces.filter(([, count]) => count > 0))
      const { id: productId } = await testProduct(admin, stock, { sku, price })
      const pair = {
        productId,
        price,
        variant: numberOfGid(variant.id).toString(),
        item: numberOfGid(variant.itemId).toString(),
      }
      linked.set(sku, pair)
      await database.query(
        `insert into shopify_variants (tenant_id, id, shop_product_id, item_id, product_id, is_tracked, is_new, remote_updated_at)
         values ($1, $2, $3, $4, $5, true, $6, now())`,
        [shop.tenantId, pair.variant, numberOfGid(variant.productId).toString(), pair.item, productId, isNew],
      )
      for (const location of locations.slice(0, 2))
        await database.query(
          `insert into shopify_levels (tenant_id, item_id, location_id) values ($1, $2, $3)`,
          [shop.tenantId, pair.item, location],
        )
      return pair
    },
    deliver: async () => {
      await shopify.clock.advance(0)
      for (const { headers, body } of shopify.received.slice(arrived))
        await database.query(
          `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state)
           values ($1, $2, $3, $4, $5, $6, now(), 'waiting') on conflict do nothing`,
          [
            shop.tenantId,
            headers['x-shopify-webhook-id'],
            headers['x-shopify-event-id'],
            headers['x-shopify-topic'],
            body,
            headers['x-shopify-triggered-at'],
          ],
        )
      arrived = shopify.received.length
    },
    run: async () => {
      for (let steps = 0; (await stepStock(work)) === 'more'; steps += 1)
        if (steps > MOST_STEPS) throw new Error('the lane finds no end')
    },
    settle: async () => {
      for (let rounds = 0; rounds < 20; rounds += 1) {
        const before = shopify.received.length
        await stage.deliver()
        await stage.run()
        await shopify.clock.advance(0)
        if (shopify.received.length === before && rounds > 0) return
      }
      throw new Error('webhooks find no end')
    },
    buy: async (...lines) => {
      const answer = await shopify.app.inject({
        method: 'POST',
        url: '/__sandbox/orders',
        payload: {
          lines: lines.map(([sku, quantity]) => ({
            variantId: gidOf('ProductVariant', linked.get(sku)?.variant ?? variantOf(sku)),
            quantity,
          })),
        },
      })
      return { number: answer.json().number, status: answer.statusCode }
    },
    act: async (number, what) =>
      (await shopify.app.inject({ method: 'POST', url: `/__sandbox/orders/${number}/${what}` })).statusCode,
    levels: async (sku) => {
      const { productId, item } = linked.get(sku)!
      const here = await database.query<{ branch_id: string; on_hand: number }>(
        `select branch_id, on_hand from stock_levels where tenant_id = $1 and product_id = $2`,
        [shop.tenantId, productId],
      )
      return [shop.branches.downtown, shop.branches.riverside].map((branchId, index) => {
        const own = here.find((level) => level.branch_id === branchId)?.on_hand ?? 0
        const ids = world.state.items[gidOf('InventoryItem', item)]!.levelIds
        const level = world.state.levels[ids[gidOf('Location', locations[index]!)] ?? '']
        return `${own}/${level?.isActive === true ? level.quantities.available : '-'}`
      })
    },
    rows: (sql, values = []) => database.query(sql, values),
    ledgerFaults: () => ledgerFaults(database, shop.tenantId),
  }
  const variantOf = (sku: string): string =>
    numberOfGid(Object.values(world.state.variants).find((one) => one.sku === sku)!.id).toString()
  return stage
}
