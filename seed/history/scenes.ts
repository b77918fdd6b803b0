import type { Conflict, OrderFact, OrderLine, Shortage } from '../../shared/orders/order.ts'
import type { Original } from '../../shared/orders/settle.ts'
import type { Settlement } from './settlement.ts'

// What the scenes of the story hand to each other.

/** An oversell in the making: one lane sells what another, offline, sells too. The product is chosen by the first of them. */
export type Story = { product: number | null }
export type Part = { role: 'rival' | 'victim' | 'last piece'; story: Story }

/** Somebody at a till. */
export type Visit = {
  /** When the receipt was printed, and when the server settled it: later where the lane was offline. */
  createdAt: number
  settledAt: number
  branch: number
  lane: number
  does: { kind: 'buys'; part?: Part; spoiled?: Spoiled } | { kind: 'brings back'; plan: ReturnPlan }
}

/** How an order can be damaged: the codes under which the server refuses it. */
export type Spoiled =
  | 'order/wrong-sums'
  | 'order/unknown-product'
  | 'order/wrong-payments'
  | 'order/wrong-cashier'
  | 'document/invalid'

/** An order that could not be settled: it waits for support. */
export type OpenCase = {
  fact: OrderFact
  branch: number
  /** When it was found. */
  at: number
  reason: Conflict['reason']
  shortages: Shortage[]
}

/** Somebody will bring something back: what, on which day, and what is left of it by then. */
export type ReturnPlan = {
  sale: OrderFact
  /** Shared by all returns of one sale: what one gives back, the next finds gone (O6). */
  original: Original
  branch: number
  day: number
  back: { line: OrderLine; quantity: number; restock: boolean }[]
  reason: string
  /** The same is brought to another lane once more, a day later, by whatever mistake. */
  isTwice: boolean
}

/** What came of a visit: what is written, and what will come of it later. */
export type Told = { settlement: Settlement | null; openCase?: OpenCase; plan?: ReturnPlan }
