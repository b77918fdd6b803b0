import type { Deps } from '../../deps.ts'
import type { Budget, ShopApi } from '../api/shop-api.ts'

/** Who decides on a field that both sides may write. */
export type Owner = 'shopify' | 'omnisync' | 'latest'

/** A connected shop, as it is kept. Secrets are sealed. */
export type Connection = {
  tenantId: string
  /** `demo-outfitters.myshopify.com` */
  domain: string
  clientId: string
  sealedSecret: Buffer
  sealedFormerSecret: Buffer | null
  shopName: string
  currency: string
  /** Decimals of the currency. */
  digits: number
  state: 'on' | 'paused' | 'refused' | 'uninstalled' | 'restored'
  /** By shared field; `latest` where none is named. */
  owners: Partial<Record<string, Owner>>
  /** Whose figure stands where a product that both sides had is met for the first time. */
  openingStock: 'shopify' | 'omnisync'
  /** Named as the device of online orders; no lane has it. */
  deviceId: string
  connectedBy: string
  connectedAt: Date
  /** The log that the shop was last told of, and up to where. */
  readerEpoch: string
  readerSeq: number
  /** Every order that Shopify changed before is known here. */
  ordersSince: Date
  productsSince: Date | null
}

/** A location that stands for a branch: their stock is one. */
export type MappedLocation = { id: string; name: string; branchId: string }

/** What the lanes of a pass work with. The connection is read anew by each step. */
export type Shop = {
  deps: Deps
  tenantId: string
  api: ShopApi
  signal: AbortSignal
  /** How long changes of levels are gathered; left out, each is told at once. */
  pace?: { holds(): boolean; told(): void }
  /** Waits until the next reading of orders and levels may begin; left out, not at all. */
  readPace?: (budget: Budget | undefined, signal: AbortSignal) => Promise<void>
}

/** What a step of a lane came to: `more` where there may be more to do at once. */
export type Step = 'more' | 'idle'
