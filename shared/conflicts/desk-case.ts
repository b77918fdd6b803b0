import { z } from 'zod'
import { Instant, Seq, title } from '../basics/scalars.ts'
import { OrderStatus } from '../orders/order.ts'
import type { Order } from '../orders/order.ts'
import type { StockMovement } from '../inventory/stock-movement.ts'
import type { SettleBody } from './settle-case.ts'
import { onlineTook } from './suggest.ts'
import type { RefundState, SuggestFacts, SuggestLine, Suggestion } from './suggest.ts'

const Person = z.object({ id: z.string(), name: z.string() })

/** Who may have cases, by name. */
export const CasePeople = z.object({ people: z.array(Person) })
export type CasePeople = z.infer<typeof CasePeople>

/** What a case asks for of one product: how much there was then and is now, and who else has some. */
export const CaseLine = z.object({
  lineId: z.nullable(z.string()),
  productId: z.string(),
  sku: z.string(),
  title: z.string(),
  requested: z.int(),
  /** On hand at the branch of the case, now. */
  now: z.int(),
  /** Pieces that online orders took off that shelf around the time of the case. */
  takenOnline: z.int(),
  /** That shelf was counted after the case was found. */
  counted: z.boolean(),
  elsewhere: z.array(z.object({ branchId: z.string(), onHand: z.int() })),
  siblings: z.array(z.object({ productId: z.string(), sku: z.string(), title: z.string(), onHand: z.int() })),
})
export type CaseLine = z.infer<typeof CaseLine>

const facts = {
  id: z.string(),
  detectedAt: Instant,
  branchId: z.string(),
  /** The lane that wrote it, and who stood there. */
  lane: z.nullable(z.object({ id: z.string(), code: z.string(), name: z.string() })),
  writtenBy: z.nullable(Person),
  /** Between which two contacts with the server it was written; null where it is not known. */
  silence: z.object({ from: z.nullable(Instant), until: z.nullable(Instant) }),
  lines: z.array(CaseLine),
  /** Of a refund beyond its sale: that sale, and whether the refund fits it by now. Null where it is not here. */
  sale: z.nullable(
    z.object({
      id: z.string(),
      number: z.string(),
      status: OrderStatus,
      fits: z.boolean(),
      /** By the refund's lines: how many were sold, and how many of them have not come back with other refunds. */
      lines: z.array(z.object({ lineId: z.string(), sold: z.int(), left: z.int() })),
    }),
  ),
  assignedTo: z.nullable(Person),
  notes: z.int(),
  suggestion: z.object({
    action: z.enum(['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel', 'drop', 'wait']),
    because: z.string(),
    branchId: z.string().optional(),
    productId: z.string().optional(),
  }),
}

/** A case as the desk sees it: `document` is an order, or a stock movement that did not fit (M3). */
export const DeskCase = z.object({
  kind: z.enum(['order', 'movement']),
  document: z.looseObject({ id: z.string() }),
  ...facts,
})
type Facts = Omit<z.infer<typeof DeskCase>, 'kind' | 'document' | 'suggestion'> & { suggestion: Suggestion }
export type OrderCase = Facts & { kind: 'order'; document: Order }
export type MovementCase = Facts & {
  kind: 'movement'
  document: StockMovement & { requested: number; available: number }
}
export type DeskCase = OrderCase | MovementCase

/** A page of cases, oldest first, with the key of the next. `total` counts all that fit the question. */
export const CasePage = z.object({
  conflicts: z.array(DeskCase),
  next: z.nullable(z.object({ afterAt: Instant, afterId: z.string() })),
  total: z.int(),
})
export type CasePage = Omit<z.infer<typeof CasePage>, 'conflicts'> & { conflicts: DeskCase[] }

/** What happened to a case, oldest first: append-only. */
export const TrailEntry = z.object({
  id: z.string(),
  at: Instant,
  by: z.nullable(Person),
  action: z.string(),
  details: z.record(z.string(), z.unknown()),
})
export type TrailEntry = z.infer<typeof TrailEntry>

/** Who took the pieces that a case lacks, newest first: entries of the ledger between its sale and its arrival. */
export const Taker = z.object({
  movementId: z.string(),
  at: Instant,
  productId: z.string(),
  delta: z.int(),
  reason: z.string(),
  orderId: z.nullable(z.string()),
  number: z.nullable(z.string()),
  lane: z.nullable(z.string()),
  /** Where its order came from; null for a movement without one. */
  source: z.nullable(z.enum(['pos', 'shopify'])),
  by: z.nullable(z.string()),
})
export type Taker = z.infer<typeof Taker>

export const CaseStory = z.object({ takers: z.array(Taker), trail: z.array(TrailEntry) })
export type CaseStory = z.infer<typeof CaseStory>

export const NoteBody = z.strictObject({ text: title(2000) })
export type NoteBody = z.infer<typeof NoteBody>
/** Null puts the case back for whoever is free. */
export const AssignBody = z.strictObject({ userId: z.nullable(z.uuid()) })
export type AssignBody = z.infer<typeof AssignBody>

/** One count of a shelf for all its cases: what lies there now, the goods of the cases gone. */
export const ShelfCount = z.strictObject({
  branchId: z.uuid(),
  productId: z.uuid(),
  counted: z.int().min(0).max(1_000_000),
  reason: title(500),
})
export type ShelfCount = z.infer<typeof ShelfCount>

/**
 * `left` cases of the shelf are still open: they lack other products too, their goods have not left, they are no sales,
 * or there were more than one count closes.
 */
export const ShelfCounted = z.object({
  closed: z.array(z.object({ id: z.string(), seq: Seq })),
  left: z.int(),
})
export type ShelfCounted = z.infer<typeof ShelfCounted>

/**
 * Goods that were sold over the counter are taken to have left with the customer. One who waits has none, unless an
 * online order took the stock: then the goods were handed over, and what is waited for is owed to that order.
 */
export function goodsLeft(
  { kind, source, conflict }: Pick<Order, 'kind' | 'source' | 'conflict'>,
  lines: readonly SuggestLine[] = [],
): boolean {
  const waits = conflict?.settlement?.action === 'backorder'
  return kind === 'sale' && source === 'pos' && (!waits || onlineTook(lines))
}

/**
 * Whether a decision is about goods that were handed over when the sale was made, and so are missing from each count
 * since (O7): of a recount always, where goods leave over the counter; of a transfer and a substitute as the desk says,
 * or else likewise. `partial` gives what is there, so it is about goods that are here unless the desk says otherwise.
 * Who waits is handed over the goods later, and what is called off none (O8).
 */
export function goodsGone(order: Pick<Order, 'kind' | 'source' | 'conflict'>, body: SettleBody): boolean {
  switch (body.action) {
    case 'recount':
      return goodsLeft(order)
    case 'transfer':
    case 'substitute':
      return body.goodsLeft ?? goodsLeft(order)
    case 'partial':
      return body.goodsLeft ?? false
    case 'backorder':
    case 'cancel':
      return false
  }
}

/** What a suggestion looks at, of a case as the desk has it. */
export function suggestFactsOf(
  one:
    | Pick<OrderCase, 'kind' | 'document' | 'lines' | 'sale'>
    | Pick<MovementCase, 'kind' | 'document' | 'lines'>,
  left?: boolean,
): SuggestFacts {
  if (one.kind === 'movement') {
    return {
      kind: 'movement',
      reason: one.document.reason,
      counted: one.lines.some(({ counted }) => counted),
    }
  }
  const order = one.document
  return {
    kind: 'order',
    refund: order.conflict?.reason === 'over_refund' ? refundState(one.sale) : null,
    isOnline: order.source === 'shopify',
    goodsLeft: left ?? goodsLeft(order, one.lines),
    waits: order.conflict?.settlement?.action === 'backorder',
    lines: one.lines,
  }
}

/** How the sale of a refund stands now. */
export function refundState(sale: OrderCase['sale']): RefundState {
  if (sale === null) return 'sale-unknown'
  if (sale.status === 'cancelled') return 'sale-cancelled'
  if (sale.status !== 'accepted') return 'sale-open'
  return sale.fits ? 'fits' : 'beyond'
}
