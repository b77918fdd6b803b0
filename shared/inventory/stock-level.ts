import { z } from 'zod'
import { Id, Instant, OnHand, Seq } from '../basics/scalars.ts'

/** On-hand of a product at a branch: always the sum of its movements (O4). Its id is `branchId:productId`. */
export const StockLevel = z.strictObject({
  id: z.string(),
  seq: Seq,
  _deleted: z.boolean(),
  branchId: Id,
  productId: Id,
  onHand: OnHand,
  reorderPoint: z.nullable(z.int().min(0)),
  /** Pieces sold a day, and days of stock left at that pace; null until they were computed. */
  velocity: z.nullable(z.number()),
  daysRemaining: z.nullable(z.number()),
  updatedAt: Instant,
})
export type StockLevel = z.infer<typeof StockLevel>

/** The id of a stock level: `branchId:productId`. */
export function stockLevelId(branchId: string, productId: string): string {
  return `${branchId}:${productId}`
}
