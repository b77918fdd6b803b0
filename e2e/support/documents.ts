import type { Order } from '../../shared/orders/order.ts'
import { paidByLine } from '../../shared/orders/settle.ts'
import { sumsOf } from '../../shared/orders/sums.ts'
import type { PricedLine } from '../../shared/orders/sums.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Doc, Till } from './till.ts'
import type { SimProduct } from './tenant.ts'

export type Writing = { newId: () => string; now: number }
export type Pick = { product: SimProduct; quantity: number; discount: number }

/** A sale as a till writes it. */
export function saleOf(
  till: Till,
  { newId, now }: Writing,
  picks: readonly Pick[],
  customerId: string | null,
): Doc {
  const lines = picks.map(({ product, quantity, discount }) => ({
    id: newId(),
    productId: product.id,
    sku: product.sku,
    title: product.sku,
    quantity,
    unitPrice: product.price,
    discount,
    taxRate: product.taxRate,
    total: quantity * product.price - discount,
  }))
  const discount = Math.min(lines[0]?.total ?? 0, picks.length * 7)
  return order(
    till,
    { newId, now },
    { kind: 'sale', lines, discount, customerId, refundOf: null, reason: null },
  )
}

/** A refund of some pieces of the first line of a sale, for their share of what was paid, every discount taken off. */
export function refundOf(till: Till, writing: Writing, sale: Doc, quantity: number, restock: boolean): Doc {
  const [sold] = sale['lines'] as [Record<string, string | number>]
  const [paid = 0] = paidByLine(sale as unknown as Order)
  const total = Math.floor((paid * quantity) / Number(sold['quantity']))
  const charged = quantity * Number(sold['unitPrice'])
  const line = {
    ...sold,
    id: writing.newId(),
    quantity,
    discount: Math.max(0, charged - total),
    total: charged - Math.max(0, charged - total),
    refundOf: sold['id'],
    restock,
  }
  const rest = { discount: 0, customerId: null, refundOf: sale.id, reason: 'came back' }
  return order(till, writing, { kind: 'refund', lines: [line], ...rest })
}

function order(
  till: Till,
  { newId, now }: Writing,
  given: {
    kind: string
    lines: object[]
    discount: number
    customerId: string | null
    refundOf: string | null
    reason: string | null
  },
): Doc {
  const { subtotal, tax, total } = sumsOf(given.lines as PricedLine[], given.discount as Minor)
  const id = newId()
  return {
    ...given,
    id,
    seq: 0,
    _deleted: false,
    number: `${till.name}-${id.slice(-6)}`,
    source: 'pos',
    branchId: till.branchId,
    deviceId: till.id,
    cashierId: till.caller.userId,
    shiftId: null,
    currency: 'USD',
    subtotal,
    tax,
    total,
    payments: [{ type: 'cash', amount: total, tendered: total + 50, change: 50 }],
    approvals: [],
    note: null,
    createdAt: new Date(now).toISOString(),
    status: 'pending',
    conflict: null,
    rejection: null,
    flags: [],
    settledAt: null,
    seal: null,
  }
}

/** A stock movement as a till writes it. */
export function movementOf(
  till: Till,
  { newId, now }: Writing,
  given: { productId: string; delta: number; reason: string } & Record<string, unknown>,
): Doc {
  return {
    id: newId(),
    seq: 0,
    _deleted: false,
    branchId: till.branchId,
    balance: null,
    orderId: null,
    transferId: null,
    note: null,
    actorId: till.caller.userId,
    deviceId: till.id,
    createdAt: new Date(now).toISOString(),
    ...given,
  }
}

/** Both halves of a transfer, to be sent together. */
export function transferOf(
  till: Till,
  writing: Writing,
  productId: string,
  quantity: number,
  to: string,
): [Doc, Doc] {
  const transferId = writing.newId()
  return [
    movementOf(till, writing, { productId, delta: -quantity, reason: 'transfer_out', transferId }),
    movementOf(till, writing, {
      productId,
      delta: quantity,
      reason: 'transfer_in',
      transferId,
      branchId: to,
    }),
  ]
}

export function customerOf({ newId, now }: Writing, name: string): Doc {
  const updatedAt = new Date(now).toISOString()
  return { id: newId(), seq: 0, _deleted: false, name, phone: null, email: null, note: null, updatedAt }
}
