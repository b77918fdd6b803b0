import type { Minor, Quantity } from '../../../shared/basics/scalars.ts'
import { shareByLargestRemainder } from '../../../shared/basics/share.ts'
import { sumsOf } from '../../../shared/orders/sums.ts'
import type { Order, OrderFact, OrderLine } from '../../../shared/orders/order.ts'
import type { Connection } from '../connection/connection.ts'
import { documentIdOf } from '../document-id.ts'
import type { OrderTruth } from '../mapping/node-order.ts'
import type { Claim } from './claims.ts'
import type { LinkedProduct, OrderFault } from './order-queries.ts'

/** What an order's documents are made by. */
export type PlanFacts = {
  connection: Pick<Connection, 'tenantId' | 'currency' | 'digits' | 'deviceId' | 'connectedBy'>
  /** The branch of each mapped location. */
  branches: ReadonlyMap<string, string>
  /** By item. */
  products: ReadonlyMap<string, LinkedProduct>
  /** Variants that are left out: the catalogue cannot take them over, or nobody counts them. */
  refused: ReadonlySet<string>
  /** The order's documents that are here, by id. */
  documents: ReadonlyMap<string, Order>
}

export type SalePlan =
  /** `claims` with the document that books each; those that nobody books are closed. */
  | { kind: 'sales'; facts: OrderFact[]; claims: Claim[] }
  /** Nothing is booked until somebody did something; `products` of Shopify's are to be asked of the catalogue. */
  | { kind: 'waits'; fault: OrderFault; products: string[] }

/** Most lines of one document. */
const MOST_LINES = 200

/**
 * The sales that book what an order took and nobody booked yet: a document for each branch, and a further one for what
 * was added later (O1, O9). Their ids follow from what they are for, so that a repeat means the same document. Pure.
 *
 * A line that is of no variant, or of one that the catalogue refuses or nobody counts, is left out and named in the note.
 */
export function planSales(order: OrderTruth, claims: readonly Claim[], facts: PlanFacts): SalePlan {
  const open = claims.filter(({ documentId, isOpen }) => documentId === null && isOpen)
  const fault = waitsFor(order, open, facts)
  if (fault !== null) return fault
  const named = open.filter(({ itemId }) => facts.products.has(itemId))
  const groups = Map.groupBy(named, ({ part, locationId }) => `${part} ${locationId}`)
  const totals = totalsOf(order, claims, named, facts)
  const planned = [...groups.values()].map((group, index) => saleOf(order, group, totals, facts, index === 0))
  const tooLong = planned.find(({ fact }) => fact.lines.length > MOST_LINES)
  if (tooLong) {
    const message = `${tooLong.fact.lines.length} lines for one location: enter this order by hand.`
    return { kind: 'waits', fault: { code: 'shopify/too-long', message }, products: [] }
  }
  const left = open.filter((claim) => !named.includes(claim)).map((claim) => ({ ...claim, isOpen: false }))
  return {
    kind: 'sales',
    facts: planned.map(({ fact }) => fact),
    claims: [...planned.flatMap((one) => one.claims), ...left],
  }
}

function waitsFor(order: OrderTruth, open: readonly Claim[], facts: PlanFacts): SalePlan | null {
  const wanted = new Set(open.map(({ lineId }) => lineId))
  const unknown = order.lines.flatMap(({ lineId, of }) =>
    of !== null && wanted.has(lineId) && !facts.products.has(of.itemId) && !facts.refused.has(of.variantId)
      ? [of]
      : [],
  )
  if (unknown.length > 0) {
    const variants = unknown.map(({ variantId, productId }) => ({ variantId, productId }))
    return {
      kind: 'waits',
      fault: {
        code: 'shopify/unknown-variant',
        message: 'A product of this order is being fetched from Shopify. The order follows by itself.',
        variants,
      },
      products: unknown.flatMap(({ productId }) => productId ?? []),
    }
  }
  const locations = [...new Set(open.map(({ locationId }) => locationId))].filter(
    (id) => !facts.branches.has(id),
  )
  if (locations.length === 0) return null
  return {
    kind: 'waits',
    fault: {
      code: 'shopify/unmapped-location',
      message: 'The order goes out from a location that stands for no branch. Choose its branch.',
      locations,
    },
    products: [],
  }
}

/** What the pieces of each claim cost: what the line comes to, less what its earlier documents say, shared by pieces. */
function totalsOf(
  order: OrderTruth,
  claims: readonly Claim[],
  named: readonly Claim[],
  { documents }: PlanFacts,
): Map<Claim, Minor> {
  const totals = new Map<Claim, Minor>()
  for (const { lineId, total } of order.lines) {
    const booked = claims
      .filter((claim) => claim.lineId === lineId && claim.documentId !== null)
      .reduce((sum, { documentId, documentLineId }) => {
        const lines = documents.get(documentId ?? '')?.lines ?? []
        return sum + (lines.find(({ id }) => id === documentLineId)?.total ?? 0)
      }, 0)
    const own = named.filter((claim) => claim.lineId === lineId)
    const rest = own.length === 0 ? 0 : Math.max(0, total - booked)
    const shares = shareByLargestRemainder(
      rest as Minor,
      own.map(({ taken }) => taken as Minor),
    )
    for (const [index, claim] of own.entries()) totals.set(claim, shares[index] ?? (0 as Minor))
  }
  return totals
}

function saleOf(
  order: OrderTruth,
  group: readonly Claim[],
  totals: ReadonlyMap<Claim, Minor>,
  facts: PlanFacts,
  isFirst: boolean,
): { fact: OrderFact; claims: Claim[] } {
  const { connection, branches, products } = facts
  const { part, locationId } = group[0]!
  const branchId = branches.get(locationId)!
  const id = documentIdOf(connection.tenantId, 'Order', order.orderId, branchId, part)
  const booked = group.map((claim) => {
    const documentLineId = documentIdOf(connection.tenantId, 'LineItem', claim.lineId, id)
    return { ...claim, documentId: id, documentLineId }
  })
  const lines = group.map((claim, index): OrderLine => {
    const { productId, sku, title, taxRate } = products.get(claim.itemId)!
    const sold = order.lines.find(({ lineId }) => lineId === claim.lineId)
    const price = priced(claim.taken, totals.get(claim) ?? 0, sold?.unitPrice ?? 0)
    const quantity = claim.taken as Quantity
    const lineId = booked[index]!.documentLineId
    return { id: lineId, productId, sku, title, quantity, taxRate, ...price } as OrderLine
  })
  const { subtotal, tax, total } = sumsOf(lines, 0 as Minor)
  const fact: OrderFact = {
    id,
    number: order.name.slice(0, 64) as OrderFact['number'],
    kind: 'sale',
    source: 'shopify',
    branchId,
    deviceId: connection.deviceId,
    cashierId: connection.connectedBy,
    shiftId: null,
    customerId: null,
    currency: connection.currency,
    lines,
    discount: 0 as Minor,
    subtotal,
    tax,
    total,
    payments: [{ type: 'online', amount: total }],
    refundOf: null,
    reason: null,
    approvals: [],
    note: isFirst ? noteOf(order, facts) : null,
    createdAt: order.createdAt,
  }
  return { fact, claims: booked }
}

/** A price of a piece and a discount that come to what was paid. Where tax was added on top the piece has its share. */
function priced(quantity: number, total: number, unitPrice: number) {
  const each = Math.max(unitPrice, Math.ceil(total / quantity))
  return {
    unitPrice: each as Minor,
    discount: (each * quantity - total) as Minor,
    total: total as Minor,
  }
}

/** What of the order is not in its lines here. */
function noteOf(order: OrderTruth, { products, connection }: PlanFacts): string | null {
  const left = order.lines.filter(({ of }) => of === null || !products.has(of.itemId))
  const inLines = order.lines.reduce((sum, { total }) => sum + total, 0)
  const beyond = order.total - inLines
  const said = [
    ...left.map(({ quantity, title }) => `Not here: ${quantity} × ${title}`),
    ...(beyond > 0
      ? [`Shipping and other charges: ${(beyond / 10 ** connection.digits).toFixed(connection.digits)}`]
      : []),
  ]
  return said.length === 0 ? null : plain(said.join('\n')).slice(0, 2000)
}

/** Text without what neither Postgres nor a printer takes. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- taking control characters out is the point
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
}
