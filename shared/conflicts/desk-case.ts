import { z } from 'zod'
import { Instant, Seq, title } from '../basics/scalars.ts'
import type { Order } from '../orders/order.ts'
import type { StockMovement } from '../inventory/stock-movement.ts'
import type { SuggestFacts, Suggestion } from './suggest.ts'

const Person = z.object({ id: z.string(), name: z.string() })

/** What a case asks for of one product: how much there was then and is now, and who else has some. */
export const CaseLine = z.object({
  lineId: z.nullable(z.string()),
  productId: z.string(),
  sku: z.string(),
  title: z.string(),
  requested: z.int(),
  /** On hand at the branch of the case, now. */
  now: z.int(),
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
  assignedTo: z.nullable(Person),
  notes: z.int(),
  suggestion: z.object({
    action: z.enum(['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel', 'drop']),
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

/** `left` cases go on: they lack other products too, or there were more than one count closes. */
export const ShelfCounted = z.object({
  closed: z.array(z.object({ id: z.string(), seq: Seq })),
  left: z.int(),
})
export type ShelfCounted = z.infer<typeof ShelfCounted>

/** Goods that were sold over the counter are taken to have left with the customer. */
export function goodsLeft(order: Pick<Order, 'kind' | 'source'>): boolean {
  return order.kind === 'sale' && order.source === 'pos'
}

/** What a suggestion looks at, of a case as the desk has it. */
export function suggestFactsOf(
  one: Pick<OrderCase, 'kind' | 'document' | 'lines'> | Pick<MovementCase, 'kind' | 'document' | 'lines'>,
  left?: boolean,
): SuggestFacts {
  if (one.kind === 'movement') return { kind: 'movement', reason: one.document.reason }
  const order = one.document
  return {
    kind: 'order',
    overRefund: order.conflict?.reason === 'over_refund',
    goodsLeft: left ?? goodsLeft(order),
    lines: one.lines,
  }
}
