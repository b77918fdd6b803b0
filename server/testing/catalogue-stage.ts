import { beforeEach, expect } from 'vitest'
import { productsSince } from '../catalog/products-by-code.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { startImport } from '../shopify/catalogue/start-import.ts'
import { stepCatalogue } from '../shopify/catalogue/step-catalogue.ts'
import type { Shop } from '../shopify/connection/connection.ts'
import type { Catalogue } from '../shopify/sandbox/store/catalogue.ts'
import type { Product, Variant } from '../shopify/sandbox/store/state.ts'
import { connectTestShop } from './connected-shop.ts'
import { shopFetch } from './shop-fetch.ts'
import { testBusiness } from './test-business.ts'
import type { TestBusiness } from './test-business.ts'
import { testLane } from './test-lane.ts'
import type { Json, TestLane } from './test-lane.ts'
import type { TestShop } from './test-shop.ts'
import { SHOP_OPENS, openTestShopify } from './test-shopify.ts'
import type { TestShopify } from './test-shopify.ts'

/** A business and a shop of Shopify's that are connected, and whoever edits in either of them. */
export type CatalogueStage = TestBusiness & {
  /** What the lane of the catalogue works with. */
  shop: Shop
  business: TestShop
  admin: TestLane
  caller: Caller
  shopify: TestShopify
  /** Connects another shop, with this in it. */
  connect(catalogue?: Catalogue): Promise<void>
  signInAgain(): Promise<void>
  /** Lets time pass on both sides. */
  later(milliseconds: number): Promise<void>
  /** Steps until there is nothing to do; gives how often there was. */
  rest(from?: Shop): Promise<number>
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  importAll(kind?: 'full' | 'changed'): Promise<Json>
  theImport(id: string): Promise<Json>
  products(): Promise<Json[]>
  bySku(sku: string): Promise<Json>
  remote(sku: string): Variant
  remoteProduct(sku: string): Product
  audited(action: string): Promise<Json[]>
  sends(): Promise<Json[]>
  /** An edit of an admin's. */
  edit(sku: string, changes: Record<string, unknown>): Promise<void>
  /** Edits of a person's in Shopify's admin. */
  editVariant(sku: string, change: Record<string, unknown>): Promise<void>
  editProduct(sku: string, change: Record<string, unknown>): Promise<void>
  /** Puts what was posted since into the inbox, as the webhook's route does; gives how many. */
  deliver(choose?: (bodies: [string, string][]) => [string, string][]): Promise<number>
  put(topic: string, body: string): Promise<void>
  /** The deps of a process that is killed behind some of its commits. */
  killedAfterCommits(when: () => boolean): Deps
  headOf(): Promise<number>
}

/** Opened anew before each test of the file. */
export async function catalogueStage(): Promise<CatalogueStage> {
  const opened = await testBusiness()
  const { app, clock, database, deps, openShop } = opened
  const { query } = database
  const rows = (sql: string, values: unknown[] = []): Promise<Json[]> => query<Json>(sql, values)
  const ask = async (root: string, text: string, variables: Record<string, unknown>): Promise<void> => {
    const answer = await stage.shopify.ask(text, variables)
    expect(answer.data[root].userErrors).toEqual([])
  }
  const stage = {
    ...opened,
    async connect(catalogue) {
      await query('delete from shopify_locations')
      await query('delete from shopify_connections')
      const limits = { maximumAvailable: 1_000_000, restoreRate: 1_000 }
      stage.shopify = await openTestShopify({ limits, ...(catalogue ? { catalogue } : {}) })
      const { api } = await connectTestShop(database, stage.business, stage.shopify)
      const { tenantId } = stage.business
      stage.caller = { tenantId, userId: stage.admin.userId, role: 'ADMIN', branchId: null, sessionId: 's' }
      stage.shop = {
        deps: { ...deps, shopFetch: shopFetch(stage.shopify) },
        tenantId,
        api,
        signal: new AbortController().signal,
      }
    },
    async signInAgain() {
      stage.admin = await testLane(app, stage.business, 'admin')
    },
    async later(milliseconds) {
      clock.advance(milliseconds)
      await stage.shopify.clock.advance(milliseconds)
    },
    async rest(from = stage.shop) {
      for (let steps = 0; steps < 2_000; steps += 1) if ((await stepCatalogue(from)) === 'idle') return steps
      throw new Error('there is always something more to do')
    },
    within: (work) => inTransaction(deps.database.tenant(stage.business.tenantId), work),
    async importAll(kind = 'full') {
      const id = await stage.within((tx) => startImport(tx, deps, stage.caller, kind))
      await stage.rest()
      return stage.theImport(id)
    },
    theImport: async (id) => (await rows('select * from shopify_imports where id = $1', [id]))[0],
    // As they are committed: a node may answer a pull with a page that is as old as its last news.
    products: () => stage.within((tx) => productsSince(tx, stage.business.tenantId, 0, 100_000)),
    bySku: async (sku) => (await stage.products()).find((product) => product['sku'] === sku),
    remote: (sku) => Object.values(stage.shopify.world.state.variants).find((one) => one.sku === sku)!,
    remoteProduct: (sku) => stage.shopify.world.state.products[stage.remote(sku).productId]!,
    audited: (action) => rows('select * from audit_log where action = $1 order by id', [action]),
    sends: () => rows('select * from shopify_sends order by id'),
    async edit(sku, changes) {
      const product = await stage.bySku(sku)
      const { status } = await stage.admin.push('products', [{ ...product, ...changes }], product)
      expect(status).toBe(200)
    },
    editVariant: (sku, change) =>
      ask(
        'productVariantsBulkUpdate',
        `mutation ($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
          productVariantsBulkUpdate(productId: $productId, variants: $variants) { userErrors { message } } }`,
        { productId: stage.remote(sku).productId, variants: [{ id: stage.remote(sku).id, ...change }] },
      ),
    editProduct: (sku, change) =>
      ask(
        'productUpdate',
        `mutation ($product: ProductUpdateInput!) { productUpdate(product: $product) { userErrors { message } } }`,
        { product: { id: stage.remote(sku).productId, ...change } },
      ),
    async deliver(choose = (all) => all) {
      await stage.shopify.clock.advance(0)
      await stage.shopify.clock.idle()
      const posted = stage.shopify.received.splice(0)
      const chosen = choose(
        posted.map(({ headers, body }) => [headers['x-shopify-topic'] ?? headers['X-Shopify-Topic']!, body]),
      )
      for (const [topic, body] of chosen) await stage.put(topic, body)
      return posted.length
    },
    async put(topic, body) {
      await query(
        `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state)
         values ($1, $2, $2, $3, $4, $5, $5, 'waiting')`,
        [stage.business.tenantId, crypto.randomUUID(), topic, body, new Date(clock.now())],
      )
    },
    killedAfterCommits: (when) => ({
      ...stage.shop.deps,
      news: {
        ...deps.news,
        logMoved: (tenantId) => {
          deps.news.logMoved(tenantId)
          if (when()) throw new Error('killed')
        },
      },
    }),
    headOf: async () => (await rows('select head::integer as head from log_heads'))[0].head,
  } as CatalogueStage

  beforeEach(async () => {
    // Both sides live on one time.
    clock.set(SHOP_OPENS - 60_000)
    const { shop: business, admin } = await openShop()
    Object.assign(stage, { business, admin })
    clock.set(SHOP_OPENS)
    await stage.connect()
  })
  return stage
}
