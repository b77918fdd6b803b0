import { v7 } from 'uuid'
import { sumsOf } from '../../shared/orders/sums.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Shop } from '../world/shop.ts'

/** A sale of three different products of those given, as the device numbered `lane` would write it. */
export function makeOrder(shop: Shop, lane: number, products: readonly string[]): Order {
  const first = Math.floor(Math.random() * products.length)
  const stride = 1 + Math.floor(Math.random() * Math.max(1, Math.floor(products.length / 3) - 1))
  const lines = [0, 1, 2].map((step) => ({
    id: v7(),
    productId: products[(first + step * stride) % products.length],
    sku: 'SKU-BENCH',
    title: 'linen summer jacket / M',
    quantity: 1,
    unitPrice: 2_000,
    discount: 0,
    taxRate: 2_000,
    total: 2_000,
  }))
  const { subtotal, tax, total } = sumsOf(lines as never, 0 as never)
  return {
    id: v7(),
    seq: 0,
    _deleted: false,
    number: `BN-${lane + 1}-${Math.floor(Math.random() * 1e9)}`,
    kind: 'sale',
    source: 'pos',
    branchId: shop.branchId,
    deviceId: shop.devices[lane],
    cashierId: shop.cashierId,
    shiftId: null,
    customerId: null,
    currency: 'USD',
    lines,
    discount: 0,
    subtotal,
    tax,
    total,
    payments: [{ type: 'cash', amount: total, tendered: total, change: 0 }],
    refundOf: null,
    reason: null,
    approvals: [],
    note: null,
    createdAt: new Date().toISOString(),
    status: 'pending',
    conflict: null,
    rejection: null,
    flags: [],
    settledAt: null,
    seal: null,
  } as unknown as Order
}

/** The body of a push. */
export function pushOf(orders: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ rows: orders.map((newDocumentState) => ({ newDocumentState })) }))
}
