import { z } from 'zod'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { amountOf } from './amount.ts'
import { Gid, ShopifyNumber } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import { refused } from './refusal.ts'
import type { Read, Refused } from './refusal.ts'
import { shape } from './shape.ts'

/** The money of a connected shop: its code, and how many decimals it has. */
export type ShopMoney = { currency: string; digits: number }

/** What Shopify says of an order, in our words. Amounts are in the minor unit of the shop's currency. */
export type ShopOrder = {
  orderId: string
  /** `"#1001"` */
  name: string
  createdAt: string
  updatedAt: string
  cancelledAt: string | null
  isTest: boolean
  /** Who made it: `"web"` for the online store; ours where it is a sale of a lane that we sent. */
  sourceName: string
  sourceIdentifier: string | null
  lines: ShopLine[]
  total: Minor
}

export type ShopLine = {
  lineId: string
  /** Null where the line is of no variant, or of one that is gone. */
  variantId: string | null
  sku: string | null
  title: string
  /** Ordered at first. */
  quantity: number
  /** Of them, what was not taken off the order since. */
  kept: number
  unitPrice: Minor
  /** Of the whole line. */
  discount: Minor
}

const Amount = z.union([z.string(), z.number()])

const Line = z.object({
  admin_graphql_api_id: Gid('LineItem'),
  variant_id: z.nullish(ShopifyNumber),
  sku: z.nullish(z.string()),
  title: z.string(),
  name: z.nullish(z.string()),
  quantity: z.int().min(0),
  current_quantity: z.int().min(0),
  price: Amount,
  discount_allocations: z.array(z.object({ amount: Amount })),
})

const Body = z.object({
  admin_graphql_api_id: Gid('Order'),
  name: z.string(),
  created_at: ShopifyTime,
  updated_at: ShopifyTime,
  cancelled_at: z.nullable(ShopifyTime),
  currency: z.string(),
  test: z.boolean().default(false),
  source_name: z.nullish(z.string()),
  source_identifier: z.nullish(z.string()),
  line_items: z.array(Line).min(1),
  total_price: Amount,
})

/** The body of orders/create, orders/updated or orders/cancelled. An order comes whole or not at all. */
export function orderOfWebhook(body: unknown, { currency, digits }: ShopMoney): Read<ShopOrder> {
  const read = shape(Body, body)
  if (read.kind === 'refused') return read
  const { value } = read
  if (value.currency !== currency) return refused('shopify/currency', 'currency', value.currency)
  const total = amountOf(value.total_price, digits)
  if (total === undefined) return refused('shopify/amount', 'total_price', String(value.total_price))
  const lines = value.line_items.map((line, index) => lineOf(line, `line_items.${index}`, digits))
  const wrong = lines.find((line): line is Refused => line.kind === 'refused')
  if (wrong !== undefined) return wrong
  return {
    kind: 'read',
    value: {
      orderId: value.admin_graphql_api_id,
      name: value.name,
      createdAt: value.created_at,
      updatedAt: value.updated_at,
      cancelledAt: value.cancelled_at,
      isTest: value.test,
      sourceName: value.source_name ?? '',
      sourceIdentifier: value.source_identifier ?? null,
      lines: lines.flatMap((line) => (line.kind === 'read' ? [line.value] : [])),
      total,
    },
  }
}

function lineOf(line: z.infer<typeof Line>, path: string, digits: number): Read<ShopLine> {
  const unitPrice = amountOf(line.price, digits)
  if (unitPrice === undefined) return refused('shopify/amount', `${path}.price`, String(line.price))
  // The line's own total_discount leaves out what the order's discounts put on it; the allocations have all of it.
  let discount = 0
  for (const { amount } of line.discount_allocations) {
    const part = amountOf(amount, digits)
    if (part === undefined) return refused('shopify/amount', `${path}.discount_allocations`, String(amount))
    discount += part
  }
  return {
    kind: 'read',
    value: {
      lineId: line.admin_graphql_api_id,
      variantId: line.variant_id ?? null,
      sku: line.sku?.trim() || null,
      title: line.name ?? line.title,
      quantity: line.quantity,
      kept: Math.min(line.quantity, line.current_quantity),
      unitPrice,
      discount: discount as Minor,
    },
  }
}
