import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'
import { ShopFault } from './shop-status.ts'

const Tries = { attempts: z.int().min(0), nextTryAt: z.nullable(Instant), fault: z.nullable(ShopFault) }

/** Something that Shopify is to be told. */
export const WaitingSend = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'dead']),
  /** What it is about, as people know it: an order's number, a product's title; null where it is about many. */
  about: z.nullable(z.string()),
  /** Rows that it tells of. */
  rows: z.int().min(0),
  createdAt: Instant,
  ...Tries,
})
export type WaitingSend = z.infer<typeof WaitingSend>

/** A webhook that could not be read. */
export const DeadWebhook = z.object({
  id: z.string(),
  topic: z.string(),
  receivedAt: Instant,
  fault: z.nullable(ShopFault),
})
export type DeadWebhook = z.infer<typeof DeadWebhook>

/** An order that is not booked here, or not all of it, and why. */
export const WaitingOrder = z.object({ id: z.string(), name: z.string(), ...Tries })
export type WaitingOrder = z.infer<typeof WaitingOrder>

/** A product or variant of Shopify's that cannot be taken over, and why. */
export const RefusedProduct = z.object({
  /** Shopify's id of the product; null where what was read said none. */
  id: z.nullable(z.string()),
  subject: z.string(),
  subjectId: z.string(),
  title: z.string(),
  code: z.string(),
  /** Where in what was read. */
  path: z.string(),
  message: z.string(),
  at: Instant,
})
export type RefusedProduct = z.infer<typeof RefusedProduct>

/** A level that Shopify does not take. */
export const RefusedLevel = z.object({
  id: z.string(),
  sku: z.nullable(z.string()),
  title: z.nullable(z.string()),
  location: z.string(),
  code: z.string(),
  message: z.string(),
})
export type RefusedLevel = z.infer<typeof RefusedLevel>

/** What waits between a business and its shop, of each kind as many as fit a page. */
export const ShopWaiting = z.object({
  at: Instant,
  sends: z.array(WaitingSend),
  webhooks: z.array(DeadWebhook),
  orders: z.array(WaitingOrder),
  products: z.array(RefusedProduct),
  levels: z.array(RefusedLevel),
})
export type ShopWaiting = z.infer<typeof ShopWaiting>

/** What can be tried again by hand. */
export const WAITING_KINDS = ['send', 'webhook', 'order', 'product', 'level'] as const
export type WaitingKind = (typeof WAITING_KINDS)[number]

/** What a person says of a call that was given up: try it again, or, having looked in Shopify, that it was done or not. */
export const TryAgain = z.strictObject({ word: z.enum(['again', 'done', 'anew']).default('again') }).nullish()
export type TryAgainWord = NonNullable<z.infer<typeof TryAgain>>['word']
