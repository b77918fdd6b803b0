import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'
import { FieldOwner, OWNED_FIELDS } from './connection.ts'

const Count = z.int().min(0)

/** What went wrong, by a code of Shopify's or ours, and in words of whoever said it. */
export const ShopFault = z.object({ code: z.string(), message: z.string() })
export type ShopFault = z.infer<typeof ShopFault>

/**
 * `on`: both sides are told of each other. `paused` by an admin. `refused`: Shopify does not let us in. `uninstalled`:
 * the app or the shop is gone. `restored`: our database is an older one, and nothing of stock is told before an admin
 * says whose figures stand.
 */
export const ShopState = z.enum(['on', 'paused', 'refused', 'uninstalled', 'restored'])
export type ShopState = z.infer<typeof ShopState>

/** A location of the shop, and the branch that it stands for. */
export const ShopLocation = z.object({
  id: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  branchId: z.nullable(Id),
})
export type ShopLocation = z.infer<typeof ShopLocation>

/** An import, how far it is, and what it found. */
export const ShopImport = z.object({
  id: Id,
  /** Everything, what changed since the last one, or everything as one file. */
  kind: z.enum(['full', 'changed', 'bulk']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Variants there are; null where that is not known. */
  total: z.nullable(Count),
  read: Count,
  created: Count,
  matched: Count,
  conflicting: Count,
  unchanged: Count,
  refused: Count,
  fault: z.nullable(ShopFault),
  /** Where it waits for another try. */
  nextTryAt: z.nullable(Instant),
  askedBy: z.nullable(z.string()),
  startedAt: Instant,
  endedAt: z.nullable(Instant),
})
export type ShopImport = z.infer<typeof ShopImport>

/** What Shopify last said of our budget, in points, and when. */
export const ShopBudget = z.object({
  available: z.number(),
  maximum: z.number().positive(),
  /** Points that come back in a second. */
  restoreRate: z.number().positive(),
  at: Instant,
})
export type ShopBudget = z.infer<typeof ShopBudget>

/** What both sides have not told each other yet. */
export const ShopLag = z.object({
  /** Positions of our log that the shop was not told of. */
  positions: Count,
  /** Levels that are to be told or read. */
  levels: Count,
  /** Products that are to be read. */
  products: Count,
  /** Orders that are to be read. */
  orders: Count,
  /** Webhooks that wait, and for how many seconds the oldest of them has. */
  webhooks: Count,
  oldestWebhook: z.nullable(Count),
  /** Calls that are to be made, and for how many seconds the oldest of them is due. */
  sends: Count,
  oldestSend: z.nullable(Count),
})
export type ShopLag = z.infer<typeof ShopLag>

/** What needs somebody: how many of each there are. */
export const ShopNeeds = z.object({
  sends: Count,
  webhooks: Count,
  orders: Count,
  products: Count,
  levels: Count,
  /** Locations in use that stand for no branch. */
  locations: Count,
})
export type ShopNeeds = z.infer<typeof ShopNeeds>

/** What the last comparison of every level found: how many, those that were otherwise than known, by how many pieces. */
export const ShopComparison = z.object({
  at: Instant,
  levels: Count,
  drifted: Count,
  pieces: Count,
  /** Of those, how many are for the desk: a shelf here had less than was taken. */
  held: Count,
})
export type ShopComparison = z.infer<typeof ShopComparison>

/** The connected shop as its page shows it. No secret is among it. */
export const ConnectedShop = z.object({
  domain: z.string(),
  clientId: z.string(),
  name: z.string(),
  currency: z.string(),
  state: ShopState,
  fault: z.nullable(ShopFault),
  connectedAt: Instant,
  owners: z.partialRecord(z.enum(OWNED_FIELDS), FieldOwner),
  openingStock: z.enum(['shopify', 'omnisync']),
  locations: z.array(ShopLocation),
  /** The latest ones, the newest first. */
  imports: z.array(ShopImport),
  budget: z.nullable(ShopBudget),
  lag: ShopLag,
  needs: ShopNeeds,
  /** Online orders that are short and wait for the desk to decide. */
  cases: Count,
  comparison: z.nullable(ShopComparison),
  /** A comparison was asked for and has not ended. */
  isToCompare: z.boolean(),
  linked: z.object({ variants: Count, levels: Count }),
})
export type ConnectedShop = z.infer<typeof ConnectedShop>

/** How a business and its shop do, at a moment of the server's clock; null where none is connected. */
export const ShopStatus = z.object({ at: Instant, shop: z.nullable(ConnectedShop) })
export type ShopStatus = z.infer<typeof ShopStatus>
