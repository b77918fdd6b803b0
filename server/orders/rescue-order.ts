import type { Order, OrderFact } from '../../shared/orders/order.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import type { PushDesk } from '../sync/push.ts'
import { collections } from '../sync/registry.ts'
import { ordersByIds } from './queries.ts'
import { factOfReceipt, receiptOf } from './read-receipt.ts'

/** What came of a receipt: its order as the server has it now, and whether it had it before. */
export type Rescue = { order: Order; known: boolean }

/**
 * Brings an order back from the codes on its receipt: its lane is lost, or has not sent it yet. It is settled by the
 * same verb and with the same checks as if its lane had pushed it, exactly once (O1, U3): the signature stands for the
 * lane, and the order's id is the idempotency key. Who brought it is in the audit log.
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
  const before = await inTransaction(deps.database.tenant(tenantId), (tx) =>
    ordersByIds(tx, tenantId, [fact.id]),
  )
  const order = await settled(desk, caller, device, fact)
  const known = before.length > 0
  if (!known && order.status !== 'rejected') await note(deps, caller, order)
  return { order, known }
}

/** Through the desk of all pushes, as its lane would: a refusal is kept as a dead letter there (U5). */
async function settled(
  desk: PushDesk,
  caller: Caller,
  device: CallerDevice,
  fact: OrderFact,
): Promise<Order> {
  const { push } = collections.orders
  if (!push) throw new Error('orders cannot be pushed')
  const newDocumentState = {
    ...fact,
    seq: 0,
    _deleted: false,
    status: 'pending',
    conflict: null,
    rejection: null,
    flags: [],
    settledAt: null,
    seal: null,
  }
  const { conflicts } = await desk.push({
    collection: { ...collections.orders, push },
    caller,
    device,
    rows: [{ newDocumentState }],
  })
  const [order] = conflicts
  if (!order) throw new Error(`order ${fact.id} was settled and not answered`)
  return order as unknown as Order
}

async function note(deps: Deps, caller: Caller, order: Order): Promise<void> {
  const entry = {
    id: deps.newId(),
    at: new Date(deps.now()).toISOString(),
    actorId: caller.userId,
    deviceId: order.deviceId,
    action: 'order.rescued',
    subject: 'orders',
    subjectId: order.id,
    details: { number: order.number },
  }
  await inTransaction(deps.database.tenant(caller.tenantId), (tx) => writeAudit(tx, caller.tenantId, [entry]))
}
