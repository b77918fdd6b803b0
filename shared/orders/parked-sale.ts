import { z } from 'zod'
import type { Minor } from '../basics/scalars.ts'
import { Amount, BasisPoints, Id, Instant, Quantity, Seq, text } from '../basics/scalars.ts'
import { chargeFor } from './sums.ts'

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

/** The till's own cart as it was, up to this many characters of JSON: another version of the app may not read it. */
const mostOfCart = 200_000

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
  /** What people call the lane that holds it, such as `L2`. */
  laneCode: z.nullable(text(20)).default(null),
  /** The cart with all that the till knows of it: discounts as they were given, approvals. Lines alone are for everybody. */
  cart: z
    .nullable(z.record(z.string(), z.unknown()))
    .refine((cart) => JSON.stringify(cart).length <= mostOfCart, 'a smaller cart')
    .default(null),
  createdAt: Instant,
  updatedAt: Instant,
})
export type ParkedSale = z.infer<typeof ParkedSale>

/** What a parked sale comes to, minor units. */
export function totalOfParked({ lines, discount }: Pick<ParkedSale, 'lines' | 'discount'>): Minor {
  const subtotal = lines.reduce(
    (sum, line) => sum + chargeFor(line.quantity, line.unitPrice) - line.discount,
    0,
  )
  return Math.max(0, subtotal - discount) as Minor
}
