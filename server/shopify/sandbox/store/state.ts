import type { Gid } from './gid.ts'
import type { Cents } from './money.ts'

/** Everything that a sandbox shop is, as plain JSON: what is kept on disk is this, as it stands. Times are milliseconds. */
export type State = {
  shop: ShopSettings
  app: AppState
  /** The last number that was given out, in decimal. */
  lastId: string
  lastOrderNumber: number
  locations: Record<Gid, Location>
  products: Record<Gid, Product>
  variants: Record<Gid, Variant>
  items: Record<Gid, Item>
  levels: Record<Gid, Level>
  orders: Record<Gid, Order>
  refunds: Record<Gid, Refund>
  subscriptions: Record<Gid, Subscription>
  bulks: Record<Gid, Bulk>
  /** What mutations were answered, by idempotency key. */
  keys: Record<string, { fingerprint: string; at: number; failed: boolean; answer: unknown }>
  /** Webhooks that are still to be delivered, by webhook id. */
  deliveries: Record<string, Delivery>
}

export type ShopSettings = {
  id: Gid
  name: string
  /** `demo-outfitters.myshopify.com` */
  domain: string
  email: string
  currency: string
  timeZone: string
  createdAt: number
}

export type AppState = {
  id: Gid
  installationId: Gid
  clientId: string
  /** The first one signs; all of them are valid for a grant. */
  secrets: string[]
  scopes: string[]
  installed: boolean
  /** Until when a token is valid, by token. */
  tokens: Record<string, number>
}

export type Location = {
  id: Gid
  name: string
  /** The number that the ids of all levels here begin with. */
  levelNumber: string
  isActive: boolean
  fulfillsOnlineOrders: boolean
  address1: string
  city: string
  countryCode: string
  createdAt: number
  updatedAt: number
}

export type Product = {
  id: Gid
  title: string
  handle: string
  descriptionHtml: string
  vendor: string
  productType: string
  tags: string[]
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED'
  options: { id: Gid; name: string; position: number; values: { id: Gid; name: string }[] }[]
  variantIds: Gid[]
  createdAt: number
  updatedAt: number
  publishedAt: number | null
}

export type Variant = {
  id: Gid
  productId: Gid
  itemId: Gid
  sku: string | null
  barcode: string | null
  /** As Shopify would write it: `"59.00"`. */
  price: string
  compareAtPrice: string | null
  position: number
  /** The value of each option, in the product's order. */
  values: string[]
  taxable: boolean
  inventoryPolicy: 'DENY' | 'CONTINUE'
  createdAt: number
  updatedAt: number
}

export type Item = {
  id: Gid
  variantId: Gid
  tracked: boolean
  requiresShipping: boolean
  unitCost: Cents | null
  /** The levels of this item, by location. */
  levelIds: Record<Gid, Gid>
  createdAt: number
  updatedAt: number
}

/** The quantities of an item at a location. */
export type Level = {
  /** The location's number, and the item by name: the number alone names many levels. */
  id: Gid
  /** Its place among levels. */
  place: string
  itemId: Gid
  locationId: Gid
  isActive: boolean
  quantities: Record<QuantityName, number>
  /** When each quantity last changed; none for what never did. */
  changedAt: Partial<Record<QuantityName, number>>
  createdAt: number
  updatedAt: number
}

export const QUANTITY_NAMES = [
  'available',
  'committed',
  'damaged',
  'incoming',
  'on_hand',
  'quality_control',
  'reserved',
  'safety_stock',
] as const
export type QuantityName = (typeof QUANTITY_NAMES)[number]

export type Order = {
  id: Gid
  number: number
  name: string
  email: string | null
  customer: { id: Gid; firstName: string; lastName: string; email: string | null } | null
  note: string | null
  tags: string[]
  sourceName: string
  sourceIdentifier: string | null
  test: boolean
  financialStatus: 'PENDING' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED'
  fulfilled: boolean
  cancelledAt: number | null
  cancelReason: string | null
  staffNote: string | null
  closedAt: number | null
  lines: Line[]
  transactions: Transaction[]
  refundIds: Gid[]
  createdAt: number
  processedAt: number
  updatedAt: number
}

export type Line = {
  id: Gid
  variantId: Gid | null
  productId: Gid | null
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  quantity: number
  price: Cents
  /** Pieces that a cancellation or refund took off the order. */
  removed: number
  /** Pieces that left; absent until the order is shipped. */
  shipped?: number
  taxable: boolean
  requiresShipping: boolean
  /** Where its pieces are committed, or null where the order left the stock alone. */
  claimedAt: Gid | null
}

export type Transaction = {
  id: Gid
  orderId: Gid
  kind: 'SALE' | 'REFUND' | 'VOID'
  status: 'SUCCESS'
  gateway: string
  amount: Cents
  parentId: Gid | null
  createdAt: number
}

export type Refund = {
  id: Gid
  orderId: Gid
  note: string | null
  lines: {
    id: Gid
    lineId: Gid
    quantity: number
    restockType: RestockType
    /** Where the pieces were put back; null where they were not. */
    locationId: Gid | null
  }[]
  transactionIds: Gid[]
  createdAt: number
}

export type RestockType = 'CANCEL' | 'NO_RESTOCK' | 'RETURN'

export type Subscription = {
  id: Gid
  /** As GraphQL writes it: `ORDERS_CREATE`. */
  topic: string
  uri: string
  name: string | null
  filter: string | null
  includeFields: string[]
  metafieldNamespaces: string[]
  createdAt: number
  updatedAt: number
}

export type Bulk = {
  id: Gid
  query: string
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED'
  groupObjects: boolean
  createdAt: number
  completedAt: number | null
  objectCount: number
  rootObjectCount: number
  /** The lines of the file, once it is complete. */
  jsonl: string | null
}

export type Delivery = {
  /** Of this webhook: the same for each attempt and each repeat of it. */
  id: string
  /** Of what happened: the same for all webhooks that tell of it. */
  eventId: string
  subscriptionId: Gid
  /** As headers write it: `orders/create`. */
  topic: string
  uri: string
  body: string
  triggeredAt: number
  attempts: number
  dueAt: number
}
