import type { Order } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import { lockOrder, updateOutcome } from './queries.ts'

/** The order of a case, locked until the commit: two desks that settle it meet one after the other. */
export async function orderForUpdate(tx: Tx, tenantId: string, id: string): Promise<Order | undefined> {
  return lockOrder(tx, tenantId, id)
}

/** Writes how a case ended: status, settlement and seal, under the position given (O1, O7). */
export async function closeCase(tx: Tx, tenantId: string, order: Order, seq: number): Promise<void> {
  await updateOutcome(tx, tenantId, order, seq)
}
