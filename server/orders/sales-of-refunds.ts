import type { OrderCase } from '../../shared/conflicts/desk-case.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Order, OrderStatus } from '../../shared/orders/order.ts'
import { fitsItsSale } from '../../shared/orders/settle.ts'
import type { Tx } from '../database/database.ts'
import { leftOfOriginals } from './gather-facts.ts'
import { readOriginals } from './queries.ts'

/**
 * The sales that refunds name, as they stand now, by the refund's id, each with whether the refund fits it (O6) and
 * what is left of its lines. For who looks: nothing is locked. A refund whose sale is not here has none.
 */
export async function salesOfRefunds(
  tx: Tx,
  tenantId: string,
  refunds: readonly Order[],
): Promise<Map<string, NonNullable<OrderCase['sale']>>> {
  const rows = await readOriginals(tx, tenantId, [
    ...new Set(refunds.flatMap(({ refundOf }) => refundOf ?? [])),
  ])
  const sales = new Map(rows.map((row) => [row.id, row]))
  const left = await leftOfOriginals(tx, tenantId, rows)
  return new Map(
    refunds.flatMap((refund) => {
      const sale = sales.get(refund.refundOf ?? '')
      const original = left.get(refund.refundOf ?? '')
      if (!sale || !original) return []
      const fits = fitsItsSale(factOf(refund), original)
      const { id, number, status } = sale
      const lines = refund.lines.flatMap((line) => {
        const of = original.lines.get(line.refundOf ?? '')
        return of ? [{ lineId: line.id, sold: of.sold, left: of.quantity }] : []
      })
      return [[refund.id, { id, number, status: status as OrderStatus, fits, lines }] as const]
    }),
  )
}
