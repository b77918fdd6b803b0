import type { Order } from '../../shared/orders/order.ts'
import type { Words } from '../i18n/use-words.ts'

/** How many sales and refunds there were, and what they come to together: nothing of it counts what came to nothing. */
export function todayLead(
  orders: readonly Pick<Order, 'kind' | 'status' | 'total'>[],
  currency: string,
  { t, money }: Pick<Words, 't' | 'money'>,
): string {
  const counted = orders.filter(({ status }) => status !== 'rejected' && status !== 'cancelled')
  const sum = counted.reduce((before, { kind, total }) => before + (kind === 'sale' ? total : -total), 0)
  const total = money(sum, currency)
  const count = counted.filter(({ kind }) => kind === 'sale').length
  const refunds = counted.length - count
  if (refunds === 0) return t('orders.todayLead', { count, total })
  return t('orders.todayBoth', { count, refunds: t('orders.todayRefunds', { count: refunds }), total })
}
