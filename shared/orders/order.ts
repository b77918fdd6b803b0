import { z } from 'zod'
import { Amount, BasisPoints, Currency, Id, Instant, Quantity, Seq, text, title } from '../basics/scalars.ts'

/** One product on an order. `total = quantity × unitPrice − discount`; prices include tax. */
export const OrderLine = z.strictObject({
  id: Id,
  productId: Id,
  sku: text(64),
  title: text(300),
  quantity: Quantity,
  unitPrice: Amount,
  discount: Amount,
  taxRate: BasisPoints,
  total: Amount,
  /** On a refund: the line of the original order that comes back, and whether it goes back on the shelf. */
  refundOf: z.nullable(Id).optional(),
  restock: z.nullable(z.boolean()).optional(),
})
export type OrderLine = z.infer<typeof OrderLine>

/** Money taken (or given back, on a refund), with change already taken off `amount`. */
export const Payment = z.strictObject({
  type: title(40),
  amount: Amount,
  tendered: z.nullable(Amount).optional(),
  change: z.nullable(Amount).optional(),
  currency: z.nullable(Currency).optional(),
  rate: z.nullable(z.number().positive()).optional(),
})
export type Payment = z.infer<typeof Payment>

/** A manager's word for something over a limit. */
export const Approval = z.strictObject({
  kind: title(60),
  approverId: Id,
  reason: text(500),
  at: Instant,
  details: z.record(z.string(), z.unknown()).optional(),
})
export type Approval = z.infer<typeof Approval>

/** One line whose stock was short, or whose refund was beyond what was sold. */
export const Shortage = z.strictObject({
  lineId: z.string(),
  productId: z.string(),
  requested: z.int(),
  available: z.int(),
})
export type Shortage = z.infer<typeof Shortage>

/** Pieces that were handed over for a line of which something else was sold; none, where nothing was. */
export const Given = z.strictObject({ lineId: Id, productId: Id, quantity: z.int().min(0) })
export type Given = z.infer<typeof Given>

/** How support closed a case (O7). A `backorder` stays a conflict until its stock has arrived (O8). */
export const Settlement = z.strictObject({
  action: z.enum(['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel']),
  by: z.string(),
  at: Instant,
  reason: z.string(),
  /** For the lines where it was not what the order says: what left the shop. */
  given: z.array(Given).optional(),
})
export type Settlement = z.infer<typeof Settlement>

export const Conflict = z.strictObject({
  reason: z.enum(['insufficient_stock', 'over_refund']),
  shortages: z.array(Shortage),
  detectedAt: Instant,
  settlement: z.nullable(Settlement),
})
export type Conflict = z.infer<typeof Conflict>

export const Rejection = z.strictObject({ code: z.string(), message: z.string() })
export type Rejection = z.infer<typeof Rejection>

export const OrderStatus = z.enum(['pending', 'accepted', 'conflict', 'rejected', 'cancelled'])
export type OrderStatus = z.infer<typeof OrderStatus>

/** What a device writes of an order, once (O1). */
export const OrderFact = z.strictObject({
  id: Id,
  number: title(64),
  kind: z.enum(['sale', 'refund']),
  source: z.enum(['pos', 'shopify']),
  branchId: Id,
  deviceId: Id,
  cashierId: Id,
  shiftId: z.nullable(Id).default(null),
  customerId: z.nullable(Id).default(null),
  currency: Currency,
  lines: z.array(OrderLine).min(1).max(200),
  discount: Amount,
  subtotal: Amount,
  tax: Amount,
  total: Amount,
  payments: z.array(Payment).max(20),
  refundOf: z.nullable(Id).default(null),
  reason: z.nullable(text(500)).default(null),
  approvals: z
    .nullable(z.array(Approval).max(20))
    .default([])
    .transform((approvals) => approvals ?? []),
  note: z.nullable(text(2000)).default(null),
  createdAt: Instant,
})
export type OrderFact = z.infer<typeof OrderFact>

/** What the server alone says of an order; a device writes `pending`, 0 and null here. */
export const OrderOutcome = z.strictObject({
  seq: Seq.default(0),
  _deleted: z.boolean().default(false),
  status: OrderStatus.default('pending'),
  conflict: z.nullable(Conflict).default(null),
  rejection: z.nullable(Rejection).default(null),
  flags: z
    .nullable(z.array(z.string()))
    .default([])
    .transform((flags) => flags ?? []),
  settledAt: z.nullable(Instant).default(null),
  seal: z.nullable(z.string()).default(null),
})
export type OrderOutcome = z.infer<typeof OrderOutcome>

/** What a device writes there: nothing is known of an order before the server has spoken. */
export function unsettled(): OrderOutcome {
  return OrderOutcome.parse({})
}

/** A sale or a refund as it travels: the device's fact and the server's outcome. */
export const Order = z.strictObject({ ...OrderFact.shape, ...OrderOutcome.shape })
export type Order = z.infer<typeof Order>

/** The device's part of an order alone: what is hashed for U3 and compared on a repeat. */
export function factOf(order: Order): OrderFact {
  const { seq, _deleted, status, conflict, rejection, flags, settledAt, seal, ...fact } = order
  return fact
}
