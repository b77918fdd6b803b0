import type { Order } from '../../../shared/orders/order.ts'
import { documentIdOf } from '../document-id.ts'
import type { ClaimOf } from './order-queries.ts'
import type { Payload, Send } from './send-queries.ts'

/** What is to be sent, before it was. */
export type NewSend = Pick<Send, 'id' | 'subjectId' | 'payload'>

/**
 * What the desk decided on online orders and Shopify has not heard of: an order that was called off is cancelled there,
 * or a part of it given back; what was never handed over is given back. Pure; the ids follow from what it is about, so
 * that nothing is told twice.
 *
 * @param claims of some orders, all of each
 * @param documents that book them, with their refunds
 */
export function tellOfDesk(
  { tenantId }: { tenantId: string },
  claims: readonly ClaimOf[],
  documents: readonly Order[],
): NewSend[] {
  const byId = new Map(documents.map((document) => [document.id, document]))
  return [...Map.groupBy(claims, ({ orderId }) => orderId)].flatMap(([orderId, own]) => {
    const held = own.filter(({ quantity }) => quantity > 0)
    const sales = [...new Set(own.flatMap(({ documentId }) => byId.get(documentId ?? '') ?? []))]
    const calledOff = sales.filter(
      (sale) => isCalledOff(sale) && held.some((one) => one.documentId === sale.id),
    )
    const isWhole =
      calledOff.length > 0 && held.every(({ documentId }) => isCalledOff(byId.get(documentId ?? '')))
    const cancels = isWhole
      ? [cancelOf(tenantId, orderId, calledOff[0]!)]
      : calledOff.map((sale) => giveUp(tenantId, orderId, sale, held))
    const unpaid = sales.flatMap((sale) => unpaidOf(tenantId, orderId, sale, own, documents))
    return [...cancels, ...unpaid]
  })
}

function isCalledOff(sale: Order | undefined): boolean {
  return sale?.status === 'cancelled'
}

function cancelOf(tenantId: string, orderId: string, sale: Order): NewSend {
  const payload: Payload = { kind: 'cancel', orderId, note: noteOf(sale) }
  return { id: documentIdOf(tenantId, 'cancel', orderId), subjectId: sale.id, payload }
}

/** One of several documents of an order was called off: its pieces and what was paid for them. */
function giveUp(tenantId: string, orderId: string, sale: Order, held: readonly ClaimOf[]): NewSend {
  const own = held.filter(({ documentId }) => documentId === sale.id)
  const pieces = own.map(({ lineId, locationId, quantity }) => ({ lineId, locationId, quantity }))
  const amount = own.reduce((sum, { documentLineId, quantity, taken }) => {
    const total = sale.lines.find(({ id }) => id === documentLineId)?.total ?? 0
    return sum + Math.round((total * quantity) / taken)
  }, 0)
  const payload: Payload = { kind: 'refund', orderId, pieces, amount, note: noteOf(sale) }
  return { id: documentIdOf(tenantId, 'refund', sale.id), subjectId: sale.id, payload }
}

/** The refunds that the desk made itself when it settled a case in part (O7). */
function unpaidOf(
  tenantId: string,
  orderId: string,
  sale: Order,
  claims: readonly ClaimOf[],
  documents: readonly Order[],
): NewSend[] {
  const settlement = sale.conflict?.settlement
  if (sale.status !== 'accepted' || settlement?.action !== 'partial') return []
  return documents
    .filter(
      ({ kind, refundOf, createdAt }) =>
        kind === 'refund' && refundOf === sale.id && createdAt === settlement.at,
    )
    .flatMap((refund): NewSend[] => {
      const pieces = refund.lines.flatMap((line) => {
        const claim = claims.find(({ documentLineId }) => documentLineId === line.refundOf)
        // What was given back there already while the case was open is among what the desk gives back.
        const quantity = claim ? Math.min(line.quantity, claim.quantity - claim.taken + line.quantity) : 0
        return claim && quantity > 0
          ? [{ lineId: claim.lineId, locationId: claim.locationId, quantity, of: line }]
          : []
      })
      if (pieces.length === 0) return []
      const amount = pieces.reduce(
        (sum, { of, quantity }) => sum + Math.round((of.total * quantity) / of.quantity),
        0,
      )
      const payload: Payload = {
        kind: 'refund',
        orderId,
        pieces: pieces.map(({ lineId, locationId, quantity }) => ({ lineId, locationId, quantity })),
        amount,
        note: noteOf(sale),
      }
      return [{ id: documentIdOf(tenantId, 'refund', refund.id), subjectId: refund.id, payload }]
    })
}

/** As much of the desk's reason as Shopify takes. */
function noteOf(sale: Order): string {
  return (sale.conflict?.settlement?.reason ?? '').slice(0, 255)
}
