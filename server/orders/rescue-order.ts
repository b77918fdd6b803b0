import { unsettled } from '../../shared/orders/order.ts'
import type { Order, OrderFact } from '../../shared/orders/order.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { PushDesk } from '../sync/push.ts'
import type { Witness } from '../sync/witness.ts'
import { factOfReceipt, receiptOf } from './read-receipt.ts'

/** What came of a receipt: its order as the server has it now, and whether it had it before. */
export type Rescue = { order: Order; known: boolean }

/**
 * Brings an order back from the codes on its receipt: its lane is lost, or has not sent it yet. It is settled by the
 * same verb and with the same checks as if its lane had pushed it, exactly once (O1, U3): the signature stands for the
 * lane, and the order's id is the idempotency key. Who brought it is in the audit log, or it is not settled at all.
 *
 * @throws ApiError order/rescue-unreadable, order/rescue-foreign, order/rescue-tampered, access/branch, sync/busy
 */
export async function rescueOrder(
  deps: Deps,
  desk: PushDesk,
  caller: Caller,
  codes: readonly string[],
): Promise<Rescue> {
  const { tenantId } = caller
  const receipt = receiptOf(codes)
  const device = await laneById(deps.database.tenant(tenantId), tenantId, receipt.deviceId)
  if (!device) throw new ApiError('order/rescue-foreign')
  const fact = factOfReceipt(deps.secret, tenantId, receipt)
  if (caller.role === 'STAFF' && caller.branchId !== fact.branchId) throw new ApiError('access/branch')
  const { conflicts, known } = await desk.push({
    collection: 'orders',
    caller,
    device,
    rows: [{ newDocumentState: { ...fact, ...unsettled() } }],
    witness: rescuedBy(deps, caller, fact),
  })
  const [order] = conflicts
  if (!order) throw new Error(`order ${fact.id} was settled and not answered`)
  return { order: order as unknown as Order, known: known.has(fact.id) }
}

/** Who brought it, where it is new and stands; a refusal is kept as a dead letter, with who sent it (U5). */
function rescuedBy(deps: Deps, caller: Caller, { id, number, deviceId }: OrderFact): Witness {
  const entry = () => ({
    id: deps.newId(),
    at: new Date(deps.now()).toISOString(),
    actorId: caller.userId,
    deviceId,
    action: 'order.rescued',
    subject: 'orders',
    subjectId: id,
    details: { number },
  })
  return (brought) => brought.filter(({ known, outcome }) => !known && outcome.kind !== 'refused').map(entry)
}
