import type { OrderFact } from '../../shared/orders/order.ts'
import { originalOf, paidByLine } from '../../shared/orders/settle.ts'
import type { OrderFacts, Original } from '../../shared/orders/settle.ts'
import { catalogFacts } from '../catalog/catalog-facts.ts'
import type { Tx } from '../database/database.ts'
import { holdStock } from '../inventory/stock.ts'
import { holdLog } from '../log/take-positions.ts'
import { lockOriginals, earlierRefunds } from './queries.ts'
import type { RefundOriginal } from './queries.ts'

/**
 * Everything that a batch of orders is decided by (O2): the catalogue, the originals of refunds, and the stock levels
 * of all products named, locked; `given` are those that sealed orders name beside their lines. Originals are locked before levels, each in the order of their ids.
 */
export async function gatherFacts(
  tx: Tx,
  tenantId: string,
  currency: string,
  orders: readonly OrderFact[],
  given: readonly { branchId: string; productId: string }[] = [],
): Promise<OrderFacts> {
  const ownSales = new Set(orders.map((order) => order.id))
  const named = new Set([...productIdsOf(orders), ...given.map(({ productId }) => productId)])
  const products = await catalogFacts(tx, tenantId, [...named])
  const refunded = [...new Set(orders.flatMap((order) => (order.refundOf === null ? [] : [order.refundOf])))]
  const originals = await originalsOf(tx, tenantId, refunded)
  const keys = new Map<string, { branchId: string; productId: string }>()
  for (const { branchId, lines } of orders) {
    for (const { productId } of lines) keys.set(`${branchId}:${productId}`, { branchId, productId })
  }
  for (const key of given) keys.set(`${key.branchId}:${key.productId}`, key)
  // What comes back is what was handed over, which may be another product than the order says (O7).
  for (const { branchId, refundOf } of orders) {
    for (const { given } of originals.get(refundOf ?? '')?.lines.values() ?? []) {
      for (const { productId } of given ?? []) keys.set(`${branchId}:${productId}`, { branchId, productId })
    }
  }
  const onHand = await holdStock(tx, tenantId, [...keys.values()])
  // A sale that another node was settling when the originals were read was not there to be locked. It may be back at
  // another branch, with no stock level in common: its refund must not be a conflict behind it in the log.
  const late = refunded.filter((id) => !originals.has(id) && !ownSales.has(id))
  if (late.length > 0) await holdLog(tx, tenantId)
  for (const [id, original] of await originalsOf(tx, tenantId, late)) originals.set(id, original)
  return { currency, products, originals, onHand }
}

function productIdsOf(orders: readonly OrderFact[]): Set<string> {
  return new Set(orders.flatMap((order) => order.lines.map((line) => line.productId)))
}

async function originalsOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Map<string, Original>> {
  return leftOfOriginals(tx, tenantId, await lockOriginals(tx, tenantId, ids))
}

/** Orders as refunds see them, less what has been given back of them, by id. */
export async function leftOfOriginals(
  tx: Tx,
  tenantId: string,
  rows: readonly RefundOriginal[],
): Promise<Map<string, Original>> {
  const refunds = await earlierRefunds(
    tx,
    tenantId,
    rows.map((row) => row.id),
  )
  const originals = new Map<string, Original>()
  for (const row of rows) {
    const isRefund = row.kind !== 'sale'
    const original = { ...originalOf(row, row.status === 'accepted' && !isRefund), isRefund }
    for (const [id, left] of original.lines) {
      const given = row.given?.filter(({ lineId }) => lineId === id) ?? []
      if (given.length > 0) left.given = given
    }
    originals.set(row.id, original)
  }
  for (const refund of refunds) {
    const givenBack = paidByLine(refund)
    for (const [index, line] of refund.lines.entries()) {
      const left = originals.get(refund.refund_of)?.lines.get(line.refundOf ?? '')
      if (!left) continue
      left.quantity -= line.quantity
      left.amount -= givenBack[index] ?? 0
    }
  }
  return originals
}
