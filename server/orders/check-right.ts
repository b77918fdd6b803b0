import type { Order } from '../../shared/orders/order.ts'
import type { MayBeNamed } from '../devices/who-signed-in.ts'
import type { Pushed } from '../sync/collection.ts'
import type { Fault } from '../sync/settle-merged.ts'

/**
 * Whether this caller and lane may write this order at all: nothing in the document is trusted against the token
 * and the registered device (A3). The cashier must be a person who has signed in on the lane: who pushes a queue in
 * the morning may not be who sold the evening before.
 */
export function rightFault(pushed: Pushed<Order>, mayBeNamed: MayBeNamed): Fault | null {
  const { document, device } = pushed
  if (document._deleted) return { code: 'document/forbidden', details: 'an order is never deleted' }
  if (document.source !== 'pos') return { code: 'order/wrong-source', details: `source ${document.source}` }
  if (!device || document.deviceId !== device.id) {
    return { code: 'order/unknown-device', details: `device ${document.deviceId}` }
  }
  if (document.branchId !== device.branchId) {
    return { code: 'order/wrong-branch', details: `branch ${document.branchId}` }
  }
  if (!mayBeNamed(pushed, document.cashierId)) {
    return { code: 'order/wrong-cashier', details: `cashier ${document.cashierId}` }
  }
  return null
}

/**
 * Whether a lane may bring back an order that the server vouched for and lost (E3): any lane of its branch. The seal
 * says the rest: it was looked at when the order was settled.
 */
export function bringBackFault({ document, device }: Pushed<Order>): Fault | null {
  if (document._deleted) return { code: 'document/forbidden', details: 'an order is never deleted' }
  return document.branchId === device?.branchId
    ? null
    : { code: 'order/wrong-branch', details: `branch ${document.branchId}` }
}
