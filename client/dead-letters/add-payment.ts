import type { MoneyFault } from './money-fault.ts'
import type { Payload } from './payload-fields.ts'

/** What the payments of an order lack to its total, in minor units; null where they lack nothing. */
export function lacking(fault: MoneyFault | null): number | null {
  return fault?.kind === 'payments' && fault.paid < fault.total ? fault.total - fault.paid : null
}

/** An order with one payment more, in cash until somebody says otherwise: which it was, only a person knows. */
export function withPayment(payload: Payload, amount: number): Payload {
  const { payments } = payload
  return { ...payload, payments: [...(Array.isArray(payments) ? payments : []), { type: 'cash', amount }] }
}
