import type { Order } from '../../shared/orders/order.ts'

/**
 * What the receipt's QR says: enough to find the order, and to see whether paper and order agree.
 * `omnisync:1:<order id>:<number>:<total><currency>:<time>`
 */
export function receiptCode({ id, number, total, currency, createdAt }: Order): string {
  return ['omnisync', 1, id, number, `${total}${currency}`, createdAt].join(':')
}
