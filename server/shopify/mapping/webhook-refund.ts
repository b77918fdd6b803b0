import { z } from 'zod'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { amountOf } from './amount.ts'
import { Gid, ShopifyNumber } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import { refused } from './refusal.ts'
import type { Read } from './refusal.ts'
import { shape } from './shape.ts'
import type { ShopMoney } from './webhook-order.ts'

/** What Shopify says of a refund. */
export type ShopRefund = {
  refundId: string
  orderId: string
  createdAt: string
  note: string | null
  lines: ShopRefundLine[]
  /** Money that went back, in the minor unit. */
  paidBack: Minor
}

export type ShopRefundLine = {
  lineId: string
  quantity: number
  /** `cancel` gives back what was never shipped, `return` what came back; the others put nothing on a shelf. */
  restock: 'cancel' | 'return' | 'none'
  locationId: string | null
  /** What the pieces were worth, in the minor unit. */
  subtotal: Minor
}

const Amount = z.union([z.string(), z.number()])
const MoneySet = z.object({ shop_money: z.object({ amount: Amount, currency_code: z.string() }) })

const Body = z.object({
  admin_graphql_api_id: Gid('Refund'),
  order_id: ShopifyNumber,
  created_at: ShopifyTime,
  note: z.nullish(z.string()),
  refund_line_items: z.array(
    z.object({
      quantity: z.int().min(1),
      restock_type: z.enum(['cancel', 'legacy_restock', 'no_restock', 'return']),
      location_id: z.nullable(ShopifyNumber),
      // The plain subtotal is a binary fraction; this one is text.
      subtotal_set: MoneySet,
      line_item: z.object({ admin_graphql_api_id: Gid('LineItem') }),
    }),
  ),
  transactions: z.array(z.object({ kind: z.string(), status: z.string(), amount: Amount })),
})

/** The body of refunds/create. */
export function refundOfWebhook(body: unknown, { currency, digits }: ShopMoney): Read<ShopRefund> {
  const read = shape(Body, body)
  if (read.kind === 'refused') return read
  const { value } = read
  const lines: ShopRefundLine[] = []
  for (const [index, line] of value.refund_line_items.entries()) {
    const { amount, currency_code: code } = line.subtotal_set.shop_money
    const path = `refund_line_items.${index}.subtotal_set`
    if (code !== currency) return refused('shopify/currency', path, code)
    const subtotal = amountOf(amount, digits)
    if (subtotal === undefined) return refused('shopify/amount', path, String(amount))
    lines.push({
      lineId: line.line_item.admin_graphql_api_id,
      quantity: line.quantity,
      restock: RESTOCKS[line.restock_type],
      locationId: line.location_id,
      subtotal,
    })
  }
  let paidBack = 0
  for (const [index, { kind, status, amount }] of value.transactions.entries()) {
    if (kind !== 'refund' || status !== 'success') continue
    const part = amountOf(amount, digits)
    if (part === undefined) return refused('shopify/amount', `transactions.${index}.amount`, String(amount))
    paidBack += part
  }
  return {
    kind: 'read',
    value: {
      refundId: value.admin_graphql_api_id,
      orderId: value.order_id,
      createdAt: value.created_at,
      note: value.note ?? null,
      lines,
      paidBack: paidBack as Minor,
    },
  }
}

const RESTOCKS = { cancel: 'cancel', legacy_restock: 'return', no_restock: 'none', return: 'return' } as const
