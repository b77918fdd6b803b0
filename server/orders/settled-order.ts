import type { Approval, Order } from '../../shared/orders/order.ts'
import type { OrderDecision } from '../../shared/orders/settle.ts'

/** An order that was decided on and is to be written, with what came of it. */
export type SettledOrder = {
  order: Order
  hash: Buffer
  decision: Exclude<OrderDecision, { kind: 'rejected' }>
  /** Its approvals that count. */
  heard: readonly Approval[]
  /** Kinds of approval that the order needs and lacks, or has from somebody whose word does not count. */
  lacked: readonly string[]
}
