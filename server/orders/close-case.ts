import type { OpenCase } from '../../shared/conflicts/decide-case.ts'
import type { Order, OrderStatus, Settlement } from '../../shared/orders/order.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { payloadHash } from '../fingerprint.ts'
import {
  haveRefundCases,
  insertOrders,
  lockBackorders,
  lockCases,
  lockOrder,
  lockRefundCases,
  updateOutcome,
} from './queries.ts'
import { sealOf } from './seal.ts'

/** Locks an order until the commit: two desks that settle one case meet one after the other. Undefined if unknown. */
export async function holdOrder(tx: Tx, tenantId: string, id: string): Promise<Order | undefined> {
  return lockOrder(tx, tenantId, id)
}

/** Locks the counter sales at a branch that were short of a product and wait for a desk, oldest first, at most `limit`. */
export async function holdCases(
  tx: Tx,
  tenantId: string,
  shelf: { branchId: string; productId: string },
  limit: number,
): Promise<OpenCase[]> {
  return (await lockCases(tx, tenantId, shelf, limit)).filter(isOpenCase)
}

/** Locks the orders that wait for any of these products at these branches, oldest first (O8). */
export async function holdBackorders(
  tx: Tx,
  tenantId: string,
  arrived: readonly { branchId: string; productId: string }[],
): Promise<OpenCase[]> {
  return (await lockBackorders(tx, tenantId, arrived)).filter(isOpenCase)
}

/** Locks the refunds of these sales that were beyond them, oldest first (O6). */
export async function holdRefundCases(
  tx: Tx,
  tenantId: string,
  saleIds: readonly string[],
): Promise<OpenCase[]> {
  return (await lockRefundCases(tx, tenantId, saleIds)).filter(isOpenCase)
}

/** Whether there is such a refund: to be asked while the log is held, so that none comes in between. */
export async function hasRefundCases(tx: Tx, tenantId: string, saleIds: readonly string[]): Promise<boolean> {
  return haveRefundCases(tx, tenantId, saleIds)
}

export function isOpenCase(order: Order): order is OpenCase {
  return order.status === 'conflict' && order.conflict !== null
}

/** How a case ends, or that it waits for stock from now on. */
export type Ending = {
  order: OpenCase
  status: Extract<OrderStatus, 'accepted' | 'cancelled' | 'conflict'>
  /** Null where nobody decided: it stands then as if it had come in its turn. */
  settlement: Settlement | null
}

/**
 * Writes how a case ended, under the position given: status, settlement and, where it has ended, the seal (O1, O7,
 * O10).
 *
 * @returns the order as it now stands
 */
export async function closeCase(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  { order, status, settlement }: Ending,
  seq: number,
): Promise<Order> {
  const settledAt = order.settledAt ?? order.conflict.detectedAt
  const seal =
    status === 'conflict' ? null : sealOf(deps.secret, { fact: factOf(order), status, settledAt, settlement })
  const conflict = settlement && { ...order.conflict, settlement }
  const closed: Order = { ...order, status, conflict, seal }
  await updateOutcome(tx, tenantId, closed, seq)
  return { ...closed, seq }
}

/** Writes refunds that the desk made itself, from the position given on, accepted and sealed (O6, O10). */
export async function insertRefunds(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  refunds: readonly Order[],
  firstSeq: number,
): Promise<void> {
  const rows = refunds.map((refund, index) => {
    const fact = factOf(refund)
    const settledAt = refund.settledAt ?? refund.createdAt
    const seal = sealOf(deps.secret, { fact, status: 'accepted', settledAt })
    return { document: { ...refund, seal, seq: firstSeq + index }, hash: payloadHash(fact) }
  })
  await insertOrders(tx, tenantId, rows)
}
