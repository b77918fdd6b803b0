import { factOf, Order } from '../../shared/orders/order.ts'
import { moneyFault } from '../../shared/orders/settle.ts'
import type { Payload } from './payload-fields.ts'

export type MoneyFault =
  | { kind: 'sums' }
  /** More is taken off than there is: no sum mends that. */
  | { kind: 'discount' }
  | { kind: 'tendered' }
  | { kind: 'payments'; paid: number; total: number }

/**
 * Why an order whose fields all fit would be refused for its money, as the server finds it (O5); null where it would
 * not, and for what is no order.
 */
export function moneyFaultOf(collection: string, payload: Payload): MoneyFault | null {
  const order = collection === 'orders' ? Order.safeParse(payload).data : undefined
  const code = order && moneyFault(factOf(order))?.code
  if (!order || !code) return null
  if (code !== 'order/wrong-payments') return { kind: isTooMuchOff(order) ? 'discount' : 'sums' }
  const { total } = order
  const paid = order.payments.reduce((sum, { amount }) => sum + amount, 0)
  return paid === total ? { kind: 'tendered' } : { kind: 'payments', paid, total }
}

function isTooMuchOff({ lines, discount }: Order): boolean {
  const nets = lines.map((line) => line.quantity * line.unitPrice - line.discount)
  return nets.some((net) => net < 0) || discount > nets.reduce((sum, net) => sum + net, 0)
}
