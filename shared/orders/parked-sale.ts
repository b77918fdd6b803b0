import { z } from 'zod'
import { Amount, BasisPoints, Id, Instant, Quantity, Seq, text } from '../basics/scalars.ts'

export const ParkedLine = z.strictObject({
  id: Id,
  productId: Id,
  sku: text(64),
  title: text(300),
  quantity: Quantity,
  unitPrice: Amount,
  discount: Amount,
  taxRate: BasisPoints,
})
export type ParkedLine = z.infer<typeof ParkedLine>

/** A cart put aside. It belongs to the lane that holds it; taking it over is a compare-and-set on `deviceId` (M5). */
export const ParkedSale = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  branchId: Id,
  deviceId: Id,
  cashierId: Id,
  customerId: z.nullable(Id).default(null),
  label: text(120),
  lines: z.array(ParkedLine).max(200),
  discount: Amount,
  note: z.nullable(text(2000)).default(null),
  createdAt: Instant,
  updatedAt: Instant,
})
export type ParkedSale = z.infer<typeof ParkedSale>
