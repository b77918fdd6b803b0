import type { Order, OrderFact } from '../../../shared/orders/order.ts'
import { settleBackorders } from '../../conflicts/settle-backorders.ts'
import { writeEndings } from '../../conflicts/write-endings.ts'
import type { Tx } from '../../database/database.ts'
import { isConnectionError } from '../../database/errors.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../deps.ts'
import { holdOrder, isOpenCase } from '../../orders/close-case.ts'
import { ordersWithRefunds } from '../../orders/orders-with-refunds.ts'
import { settleOnlineOrders } from '../../orders/settle-online-orders.ts'
import type { OnlineOutcome } from '../../orders/settle-online-orders.ts'
import type { Connection } from '../connection/connection.ts'
import { mappedLocations } from '../connection/queries.ts'
import type { OrderTruth } from '../mapping/node-order.ts'
import type { Claim } from './claims.ts'
import {
  askForProducts,
  claimsOf,
  closeClaims,
  endHints,
  productsOfItems,
  refundsOf,
  refusedVariants,
  writeClaims,
  writeRefunds,
} from './order-queries.ts'
import type { ClaimOf, OrderFault } from './order-queries.ts'
import { planRefunds } from './plan-refunds.ts'
import { planSales } from './plan-sales.ts'
import type { PlanFacts } from './plan-sales.ts'
import { isRefundUnderWay } from './send-queries.ts'

/** Orders whose sales are booked in one transaction (L6). */
const TOGETHER = 50

/**
 * Books here what orders took and gave back, once it is accounted for: their sales, then their refunds, then the open
 * cases of which nothing is left (O7, O9). The sales of many are one transaction, since a busy shop sells ten a second;
 * whatever is refunded is one for each. Each takes its positions last (L2); whoever is stopped in between finds the
 * orders hinted, and what is booked already changes nothing.
 *
 * @throws where one of them cannot be booked at all, once all others are
 */
export async function bookOrders(
  deps: Deps,
  connection: Connection,
  orders: readonly OrderTruth[],
): Promise<void> {
  for (let from = 0; from < orders.length; from += TOGETHER)
    await bookHalves(deps, connection, orders.slice(from, from + TOGETHER))
}

/** Those that fail together are booked in halves, until the guilty one is alone. */
async function bookHalves(deps: Deps, connection: Connection, orders: readonly OrderTruth[]): Promise<void> {
  try {
    await bookSome(deps, connection, orders)
  } catch (error) {
    if (orders.length === 1 || isConnectionError(error)) throw error
    const middle = Math.ceil(orders.length / 2)
    const halves = [orders.slice(0, middle), orders.slice(middle)]
    const faults: unknown[] = []
    for (const half of halves)
      await bookHalves(deps, connection, half).catch((fault: unknown) => faults.push(fault))
    if (faults.length > 0) throw faults[0]
  }
}

async function bookSome(deps: Deps, connection: Connection, orders: readonly OrderTruth[]): Promise<void> {
  const { tenantId } = connection
  const db = deps.database.tenant(tenantId)
  const faults = await inTransaction(db, (tx) => bookSales(tx, deps, connection, orders))
  const ids = orders.map(({ orderId }) => orderId)
  const refunded = new Set(
    (await refundsOf(db, tenantId, ids)).flatMap(({ isOpen, orderId }) => (isOpen ? [orderId] : [])),
  )
  for (const orderId of refunded) {
    const fault = await bookRefundsOf(deps, connection, orderId)
    if (!faults.has(orderId) && fault !== null) faults.set(orderId, fault)
  }
  await inTransaction(db, async (tx) => {
    await closeClaims(tx, tenantId, ids)
    await endHints(tx, tenantId, ids, faults)
  })
}

/** @returns why a refund of it does not fit here, or null */
async function bookRefundsOf(
  deps: Deps,
  connection: Connection,
  orderId: string,
): Promise<OrderFault | null> {
  const db = deps.database.tenant(connection.tenantId)
  const { gone, fault } = await inTransaction(db, (tx) => bookRefunds(tx, deps, connection, orderId))
  if (gone.length === 0) return fault
  for (const id of gone)
    await inTransaction(db, (tx) => callOff(tx, deps, connection, id, 'Cancelled in Shopify'))
  return (await inTransaction(db, (tx) => bookRefunds(tx, deps, connection, orderId))).fault
}

/** Calls off what is an open case here of an order that is no more in Shopify, once its claims were let go (O7). */
export async function endGoneOrder(deps: Deps, connection: Connection, orderId: string): Promise<void> {
  const { tenantId } = connection
  const db = deps.database.tenant(tenantId)
  const claims = await claimsOf(db, tenantId, [orderId])
  const released = claims.filter(({ isOpen, quantity }) => isOpen && quantity === 0)
  const cases = new Set(released.flatMap(({ documentId }) => documentId ?? []))
  for (const id of cases)
    if (claims.every(({ documentId, quantity }) => documentId !== id || quantity === 0))
      await inTransaction(db, (tx) => callOff(tx, deps, connection, id, 'Deleted in Shopify'))
  await inTransaction(db, async (tx) => {
    await closeClaims(tx, tenantId, [orderId])
    await endHints(tx, tenantId, [orderId], new Map())
  })
}

/** @returns by order, why its sales wait or one of them was refused */
async function bookSales(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  orders: readonly OrderTruth[],
): Promise<Map<string, OrderFault>> {
  const { tenantId } = connection
  const faults = new Map<string, OrderFault>()
  const all = await claimsOf(
    tx,
    tenantId,
    orders.map(({ orderId }) => orderId),
  )
  const byOrder = Map.groupBy(all, ({ orderId }) => orderId)
  const unsold = orders.filter(({ orderId }) =>
    byOrder.get(orderId)?.some(({ documentId, isOpen }) => documentId === null && isOpen),
  )
  if (unsold.length === 0) return faults
  const claims = unsold.flatMap(({ orderId }) => byOrder.get(orderId) ?? [])
  const products = await productsOfItems(tx, tenantId, [...new Set(claims.map(({ itemId }) => itemId))])
  const variants = unsold.flatMap(({ lines }) => lines.flatMap(({ of }) => of ?? []))
  const facts: PlanFacts = {
    connection,
    branches: await branchesOf(tx, tenantId),
    products: new Map(products.map((product) => [product.itemId, product])),
    refused: new Set(await refusedVariants(tx, tenantId, variants)),
    documents: new Map((await documentsOf(tx, tenantId, claims)).map((one) => [one.id, one])),
  }
  const asked = new Set<string>()
  const planned: { orderId: string; facts: OrderFact[]; claims: Claim[] }[] = []
  for (const order of unsold) {
    const plan = planSales(order, byOrder.get(order.orderId) ?? [], facts)
    if (plan.kind === 'sales') planned.push({ orderId: order.orderId, ...plan })
    else {
      for (const product of plan.products) asked.add(product)
      faults.set(order.orderId, plan.fault)
    }
  }
  await askForProducts(tx, tenantId, [...asked], new Date(deps.now()))
  const outcomes = new Map<string, OnlineOutcome>()
  const sales = planned.flatMap((one) => one.facts)
  for (const [at, outcome] of (await settleOnlineOrders(tx, deps, tenantId, sales)).entries())
    outcomes.set(sales[at]!.id, outcome)
  const booked = planned.flatMap(({ orderId, facts: own, claims: held }) => {
    for (const { id } of own) {
      const outcome = outcomes.get(id)
      if (outcome?.kind === 'refused') faults.set(orderId, { code: outcome.code, message: outcome.details })
    }
    return held.flatMap((claim): ClaimOf[] => {
      if (claim.documentId === null) return [{ ...claim, orderId }]
      const outcome = outcomes.get(claim.documentId)
      if (outcome?.kind !== 'settled') return []
      return [{ ...claim, orderId, isOpen: outcome.order.status !== 'accepted' }]
    })
  })
  await writeClaims(tx, tenantId, booked)
  return faults
}

/** @returns the open cases of which the order has nothing left, and why a refund does not fit here, which stays open */
async function bookRefunds(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  orderId: string,
): Promise<{ gone: string[]; fault: OrderFault | null }> {
  const { tenantId } = connection
  const refunds = await refundsOf(tx, tenantId, [orderId])
  if (!refunds.some(({ isOpen }) => isOpen)) return { gone: [], fault: null }
  // What Shopify says of its refunds may be the one that is on its way: its answer tells which.
  if (await isRefundUnderWay(tx, tenantId, orderId)) return { gone: [], fault: null }
  const claims = await claimsOf(tx, tenantId, [orderId])
  const documents = await documentsOf(tx, tenantId, claims)
  const sales = new Map(documents.flatMap((one) => (one.kind === 'sale' ? [[one.id, one] as const] : [])))
  const earlier = documents.filter(({ kind }) => kind === 'refund')
  const plan = planRefunds(refunds, claims, sales, earlier, {
    connection,
    branches: await branchesOf(tx, tenantId),
  })
  const outcomes = await settleOnlineOrders(tx, deps, tenantId, plan.facts)
  const refused = new Set(plan.facts.flatMap(({ id }, at) => (outcomes[at]?.kind === 'refused' ? [id] : [])))
  const said = plan.ended.filter(({ facts }) => !facts.some((id) => refused.has(id)))
  const ended = new Map(said.map((one) => [one.refundId, one.documentId]))
  await writeRefunds(
    tx,
    tenantId,
    orderId,
    refunds.flatMap((refund) => {
      const documentId = ended.get(refund.refundId)
      return documentId === undefined ? [] : [{ ...refund, documentId, isOpen: false }]
    }),
  )
  if (plan.facts.length > refused.size) await settleBackorders(tx, deps, tenantId)
  return { gone: plan.gone, fault: faultOf(outcomes) }
}

function faultOf(outcomes: readonly OnlineOutcome[]): OrderFault | null {
  const no = outcomes.find((outcome) => outcome.kind === 'refused')
  if (!no) return null
  const message = `A refund of this order could not be booked: ${no.details}. Set that right, then try the order again.`
  return { code: no.code, message }
}

/** Calls off an open case: in Shopify nothing of its sale is left (O7). */
async function callOff(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  id: string,
  reason: string,
): Promise<void> {
  const { tenantId, connectedBy } = connection
  const order = await holdOrder(tx, tenantId, id)
  if (!order || !isOpenCase(order)) return
  const at = new Date(deps.now()).toISOString()
  await writeEndings(
    tx,
    deps,
    tenantId,
    {
      endings: [
        { order, status: 'cancelled', settlement: { action: 'cancel', by: connectedBy, at, reason } },
      ],
      movements: [],
      audit: [
        {
          id: deps.newId(),
          at,
          actorId: null,
          deviceId: null,
          action: 'case.cancel',
          subject: 'orders',
          subjectId: id,
          details: { action: 'cancel', reason, shortages: order.conflict.shortages, source: 'shopify' },
        },
      ],
    },
    at,
  )
}

async function branchesOf(tx: Tx, tenantId: string): Promise<Map<string, string>> {
  const locations = await mappedLocations(tx, tenantId)
  return new Map(locations.map(({ id, branchId }) => [id, branchId]))
}

async function documentsOf(tx: Tx, tenantId: string, claims: readonly Claim[]): Promise<Order[]> {
  return ordersWithRefunds(tx, tenantId, [...new Set(claims.flatMap(({ documentId }) => documentId ?? []))])
}
