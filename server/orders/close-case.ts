import type { Order, Settlement } from '../../shared/orders/order.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { lockOrder, updateOutcome } from './queries.ts'
import { sealOf } from './seal.ts'

/** An order that could not be settled by itself. */
export type OpenCase = Order & { status: 'conflict'; conflict: NonNullable<Order['conflict']> }

/** Locks an order until the commit: two desks that settle one case meet one after the other. Undefined if unknown. */
export async function holdOrder(tx: Tx, tenantId: string, id: string): Promise<Order | undefined> {
  return lockOrder(tx, tenantId, id)
}

/**
 * Writes how a case ended, under the position given: status, settlement and seal (O1, O7, O10).
 *
 * @returns the order as it now stands
 */
export async function closeCase(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  order: OpenCase,
  ending: { status: 'accepted' | 'cancelled'; settlement: Settlement; seq: number },
): Promise<Order> {
  const { status, settlement, seq } = ending
  const settledAt = order.settledAt ?? settlement.at
  const closed: Order = {
    ...order,
    status,
    conflict: { ...order.conflict, settlement },
    seal: sealOf(deps.secret, { fact: factOf(order), status, settledAt }),
  }
  await updateOutcome(tx, tenantId, closed, seq)
  return { ...closed, seq }
}
