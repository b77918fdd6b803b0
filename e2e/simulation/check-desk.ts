import { paidByLine } from '../../shared/orders/settle.ts'
import { expect } from 'vitest'
import type { Books, Kept } from './ledger.ts'

/** The pieces that were handed over for a line, one by one, in the order in which they come back; null: never were. */
function unitsOf(sale: Kept, line: Kept['lines'][number]): (string | null)[] {
  const given = (sale.conflict?.settlement?.given ?? []).filter((it) => it.lineId === line.id)
  if (given.length === 0) return Array.from({ length: line.quantity }, () => line.productId)
  const instead = given.filter((it) => it.productId !== line.productId)
  const own = given.filter((it) => it.productId === line.productId)
  const units = [...instead, ...own].flatMap(({ productId, quantity }) =>
    Array.from({ length: quantity }, () => productId),
  )
  const never = Array.from({ length: line.quantity - units.length }, () => null)
  return [...never, ...units]
}

/** What left the shelves for an accepted sale. */
export function handedOver(sale: Kept): string[] {
  return sale.lines.flatMap((line) => unitsOf(sale, line).flatMap((product) => product ?? []))
}

/** What an accepted refund put back, by what its sale had handed over and earlier refunds brought back. */
export function broughtBack(refund: Kept, orders: readonly Kept[]): string[] {
  const sale = orders.find((it) => it.id === refund.refund_of)
  const same = orders
    .filter((it) => it.refund_of === refund.refund_of && it.kind === 'refund' && it.status === 'accepted')
    .toSorted((a, b) => a.seq - b.seq)
  return refund.lines.flatMap((line) => {
    if (!line.restock) return []
    const sold = sale?.lines.find((it) => it.id === line.refundOf)
    if (!sale || !sold) throw new Error(`refund ${refund.id} of a line that nobody sold`)
    if (same.some(isRestored)) return Array.from({ length: line.quantity }, () => sold.productId)
    const units = unitsOf(sale, sold)
    for (const earlier of same) {
      for (const it of earlier.lines) {
        if (earlier.id === refund.id && it.id === line.id) {
          return units.splice(0, it.quantity).flatMap((product) => product ?? [])
        }
        if (it.refundOf === line.refundOf) units.splice(0, it.quantity)
      }
    }
    throw new Error(`refund ${refund.id} is not among the refunds of its sale`)
  })
}

/**
 * Whether an order came back after a restore as it was settled. Of the refunds of one sale such a one may come when
 * another, refused before for want of pieces, was settled anew and took them: together they are then beyond the sale,
 * and the books say what happened (E3).
 */
export function isRestored({ flags }: Kept): boolean {
  return flags.includes('restored')
}

/** Orders that no till wrote: the refunds that the desk made where it handed over a part. */
function refundsOfDesk(orders: readonly Kept[], written: ReadonlySet<string>): Kept[] {
  return orders.filter((it) => !written.has(it.id))
}

/** Each sale that was settled in part has one refund by the desk, of exactly the pieces that nobody got. */
export function checkPartials({ orders }: Books, written: ReadonlySet<string>): void {
  const made = refundsOfDesk(orders, written)
  const partial = orders.filter((it) => it.conflict?.settlement?.action === 'partial')
  expect(new Set(made.map((it) => it.refund_of)), 'refunds by the desk').toEqual(
    new Set(partial.map((it) => it.id)),
  )
  expect(made.length, 'refunds by the desk, one each').toBe(partial.length)
  for (const sale of partial) {
    const refund = made.find((it) => it.refund_of === sale.id)
    expect(refund?.status).toBe('accepted')
    const paid = paidByLine(sale)
    for (const [index, line] of sale.lines.entries()) {
      const missing = unitsOf(sale, line).filter((product) => product === null).length
      const back = (refund?.lines ?? []).filter((it) => it.refundOf === line.id)
      expect(
        back.reduce((sum, it) => sum + it.quantity, 0),
        `pieces of ${sale.id} that were paid back`,
      ).toBe(missing)
      const share = ((paid[index] ?? 0) * missing) / line.quantity
      const money = back.reduce((sum, it) => sum + it.total, 0)
      expect(Math.abs(money - share), `money of ${sale.id} that was paid back`).toBeLessThan(1)
    }
  }
}

/** What waits for stock lacks some: all that could be settled were, when their stock arrived (O8). */
export function checkBackorders({ orders, levels }: Books): void {
  for (const order of orders) {
    if (order.conflict?.settlement?.action !== 'backorder') continue
    expect(['conflict', 'accepted'], `backorder ${order.id}`).toContain(order.status)
    if (order.status === 'accepted') continue
    const asked = new Map<string, number>()
    for (const { productId, quantity } of order.lines)
      asked.set(productId, (asked.get(productId) ?? 0) + quantity)
    const lacks = [...asked].some(
      ([product, quantity]) => (levels.get(`${order.branch}:${product}`) ?? 0) < quantity,
    )
    expect(lacks, `backorder ${order.id} waits for something`).toBe(true)
  }
}
