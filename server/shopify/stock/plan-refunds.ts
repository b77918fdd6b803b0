import { leftOfSale, paidByType, paymentsBack, refundSums } from '../../../shared/orders/refund-of-sale.ts'
import type { Order, OrderFact } from '../../../shared/orders/order.ts'
import type { Connection } from '../connection/connection.ts'
import { documentIdOf } from '../document-id.ts'
import type { Claim, Piece, RefundRow } from './claims.ts'
import { plain } from './plan-sales.ts'

export type RefundPlan = {
  facts: OrderFact[]
  /** Refunds of which nothing is left to say here once all these `facts` are, with the document that says it. */
  ended: { refundId: string; documentId: string | null; facts: string[] }[]
  /** Open cases of which the order has nothing left: to be called off. */
  gone: string[]
}

/**
 * The refunds that say here what an order gave back (O6). A sale that is an open case has taken nothing from a shelf: its
 * refunds wait until it is closed, or call it off where nothing of it is left. One that was called off needs none. Pure.
 *
 * @param sales the order's sales as they stand, by id
 * @param earlier their refunds
 */
export function planRefunds(
  refunds: readonly RefundRow[],
  claims: readonly Claim[],
  sales: ReadonlyMap<string, Order>,
  earlier: readonly Order[],
  {
    connection,
    branches,
  }: {
    connection: Pick<Connection, 'tenantId' | 'deviceId' | 'connectedBy'>
    branches: ReadonlyMap<string, string>
  },
): RefundPlan {
  const gone = [...sales.values()].filter(
    ({ id, status }) =>
      status === 'conflict' &&
      claims.filter(({ documentId }) => documentId === id).every(({ quantity }) => quantity === 0),
  )
  const plan: RefundPlan = { facts: [], ended: [], gone: gone.map(({ id }) => id) }
  const known = [...earlier]
  const credits = creditsOf(refunds, claims, sales, earlier)
  for (const refund of refunds.filter(({ isOpen }) => isOpen)) {
    const placed = refund.pieces.map((piece) => ({
      piece,
      claim: claims.find((claim) => isOf(piece, claim)),
    }))
    const isWaiting = placed.some(({ claim }) => {
      const sale = sales.get(claim?.documentId ?? '')
      return (
        claim?.isOpen === true &&
        (sale === undefined || (sale.status === 'conflict' && !plan.gone.includes(sale.id)))
      )
    })
    if (isWaiting) continue
    const documents = Map.groupBy(
      placed.flatMap(({ piece, claim }) => {
        const sale = sales.get(claim?.documentId ?? '')
        if (sale?.status !== 'accepted') return []
        const lineId = claim?.documentLineId ?? ''
        const credit = Math.min(piece.quantity, credits.get(lineId) ?? 0)
        credits.set(lineId, (credits.get(lineId) ?? 0) - credit)
        const quantity = piece.quantity - credit
        if (quantity === 0) return []
        const restockedIn = piece.restockedAt === null ? undefined : branches.get(piece.restockedAt)
        return [
          {
            piece: { ...piece, quantity },
            sale,
            lineId,
            branchId: restockedIn ?? sale.branchId,
            restock: restockedIn !== undefined,
          },
        ]
      }),
      ({ sale, branchId }) => `${sale.id} ${branchId}`,
    )
    const facts = [...documents.values()].flatMap((group): OrderFact[] => {
      const { sale, branchId } = group[0]!
      const id = documentIdOf(connection.tenantId, 'Refund', refund.refundId, sale.id, branchId)
      const fact = refundOf(id, sale, branchId, group, refund, known, connection)
      if (fact === null) return []
      known.push({ ...fact, status: 'accepted' } as Order)
      return [fact]
    })
    plan.facts.push(...facts)
    const documentId = facts[0]?.id ?? refund.documentId
    plan.ended.push({ refundId: refund.refundId, documentId, facts: facts.map(({ id }) => id) })
  }
  return plan
}

/**
 * What the desk gave back already and Shopify was not told of, by line: a refund of Shopify's that comes meanwhile is
 * the same pieces. Of a case that the desk settled in part.
 */
function creditsOf(
  refunds: readonly RefundRow[],
  claims: readonly Claim[],
  sales: ReadonlyMap<string, Order>,
  earlier: readonly Order[],
): Map<string, number> {
  const credits = new Map<string, number>()
  for (const refund of earlier) {
    const settlement = sales.get(refund.refundOf ?? '')?.conflict?.settlement
    if (settlement?.action !== 'partial' || settlement.at !== refund.createdAt) continue
    const told = refunds.filter(({ documentId }) => documentId === refund.id).flatMap(({ pieces }) => pieces)
    for (const { refundOf, quantity } of refund.lines) {
      const claim = claims.find(({ documentLineId }) => documentLineId === refundOf)
      const gone = told
        .filter((piece) => claim && isOf(piece, claim))
        .reduce((sum, piece) => sum + piece.quantity, 0)
      credits.set(refundOf ?? '', quantity - gone)
    }
  }
  return credits
}

function isOf(piece: Piece, claim: Claim): boolean {
  return piece.lineId === claim.lineId && piece.locationId === claim.locationId && piece.part === claim.part
}

/**
 * One document: as the till would give back these pieces. Two claims of a line never share a document, but a line may be
 * named twice in a refund. None where nothing is left to give back here, since a lane or a desk did it already.
 */
function refundOf(
  id: string,
  sale: Order,
  branchId: string,
  group: readonly { piece: Piece; lineId: string; restock: boolean }[],
  { note, createdAt }: RefundRow,
  known: readonly Order[],
  { tenantId, deviceId, connectedBy }: Pick<Connection, 'tenantId' | 'deviceId' | 'connectedBy'>,
): OrderFact | null {
  const pieces = Map.groupBy(group, ({ lineId }) => lineId)
  const returned = [...pieces].map(([lineId, parts]) => ({
    lineId,
    quantity: parts.reduce((sum, { piece }) => sum + piece.quantity, 0),
    restock: parts.every(({ restock }) => restock),
  }))
  let lines = 0
  const lineId = () => documentIdOf(tenantId, 'RefundLine', id, (lines += 1))
  const sums = refundSums(leftOfSale(sale, known), returned, lineId)
  if (sums.lines.length === 0) return null
  return {
    id,
    number: `${sale.number.slice(0, 62)}-R` as OrderFact['number'],
    kind: 'refund',
    source: 'shopify',
    branchId,
    deviceId,
    cashierId: connectedBy,
    shiftId: null,
    customerId: sale.customerId,
    currency: sale.currency,
    ...sums,
    payments: paymentsBack(sums.total, paidByType(sale, known), 'online'),
    refundOf: sale.id,
    reason:
      plain(note ?? '')
        .slice(0, 500)
        .trim() || 'Refunded in Shopify',
    approvals: [],
    note: null,
    createdAt,
  }
}
