import { z } from 'zod'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { amountOf } from './amount.ts'
import { Gid } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import { refused } from './refusal.ts'
import type { Read, Refused } from './refusal.ts'
import { shape } from './shape.ts'
import type { ShopMoney } from './webhook-order.ts'

/** More refunds than these an order is not read with; a list of them costs the same, however long it may be. */
const MOST_REFUNDS = 50

/**
 * Up to which size orders are asked for. A list of them is paid for by what its dearest may hold, not by what is in it:
 * nearly every order is short, and a short one costs a quarter of a long one.
 */
export const ORDER_SIZES = {
  short: { lines: 12, locations: 2 },
  long: { lines: 250, locations: 20 },
} as const
export type OrderSize = keyof typeof ORDER_SIZES

/** The fields of an order that are asked of the API: what happened to it up to now, and where its pieces lie. */
export function orderFields(size: OrderSize): string {
  const { lines, locations } = ORDER_SIZES[size]
  return `
  id name createdAt updatedAt cancelledAt test sourceName currencyCode taxesIncluded
  totalPriceSet { shopMoney { amount currencyCode } }
  lineItems(first: ${lines}) {
    pageInfo { hasNextPage }
    nodes {
      id name sku quantity currentQuantity
      originalUnitPriceSet { shopMoney { amount } }
      discountAllocations { allocatedAmountSet { shopMoney { amount } } }
      taxLines { priceSet { shopMoney { amount } } }
      product { id }
      variant { id inventoryItem { id } }
    }
  }
  fulfillmentOrders(first: ${locations}) {
    pageInfo { hasNextPage }
    nodes {
      assignedLocation { location { id } }
      lineItems(first: ${lines}) { pageInfo { hasNextPage } nodes { totalQuantity lineItem { id } } }
    }
  }
  refunds(first: ${MOST_REFUNDS}) {
    id createdAt note
    totalRefundedSet { shopMoney { amount } }
    refundLineItems(first: ${lines}) {
      pageInfo { hasNextPage }
      nodes { quantity restockType location { id } lineItem { id } }
    }
  }`
}

/** An order as Shopify has it now, in our words. Ids are numbers as text, amounts in the minor unit. */
export type OrderTruth = {
  orderId: string
  /** `"#1001"` */
  name: string
  createdAt: string
  updatedAt: string
  cancelledAt: string | null
  isTest: boolean
  lines: TruthLine[]
  /** From where how many pieces of a line go out. What was taken off before it was sent is no longer among them. */
  places: { lineId: string; locationId: string; quantity: number }[]
  /** In the order in which they were made. */
  refunds: TruthRefund[]
  /** All that the customer was charged, shipping and the like included. */
  total: Minor
}

export type TruthLine = {
  lineId: string
  /** What it is of; null where it is of no variant, or of one that is gone. */
  of: { variantId: string; itemId: string; productId: string | null } | null
  sku: string | null
  title: string
  /** Ordered, with what was added later. */
  quantity: number
  /** Of them, what was not taken off since. */
  kept: number
  unitPrice: Minor
  /** Of all pieces ordered: less every discount, tax included. */
  total: Minor
}

export type TruthRefund = {
  refundId: string
  createdAt: string
  note: string | null
  /** `locationId` where they were put on a shelf again. */
  lines: { lineId: string; quantity: number; isRestocked: boolean; locationId: string | null }[]
  /** Money that went back. */
  paidBack: Minor
}

const Price = z.object({ shopMoney: z.object({ amount: z.union([z.string(), z.number()]) }) })
const pageOf = <T extends z.ZodType>(node: T) =>
  z.object({ pageInfo: z.object({ hasNextPage: z.boolean() }), nodes: z.array(node) })

const Line = z.object({
  id: Gid('LineItem'),
  name: z.string(),
  sku: z.nullable(z.string()),
  quantity: z.int().min(0),
  currentQuantity: z.int().min(0),
  originalUnitPriceSet: Price,
  discountAllocations: z.array(z.object({ allocatedAmountSet: Price })),
  taxLines: z.array(z.object({ priceSet: Price })),
  product: z.nullable(z.object({ id: Gid('Product') })),
  variant: z.nullable(
    z.object({ id: Gid('ProductVariant'), inventoryItem: z.object({ id: Gid('InventoryItem') }) }),
  ),
})

const Node = z.object({
  id: Gid('Order'),
  name: z.string(),
  createdAt: ShopifyTime,
  updatedAt: ShopifyTime,
  cancelledAt: z.nullable(ShopifyTime),
  test: z.boolean(),
  currencyCode: z.string(),
  taxesIncluded: z.boolean(),
  totalPriceSet: z.object({
    shopMoney: z.object({ amount: z.union([z.string(), z.number()]), currencyCode: z.string() }),
  }),
  lineItems: pageOf(Line),
  fulfillmentOrders: pageOf(
    z.object({
      // Null where the location was removed since.
      assignedLocation: z.object({ location: z.nullable(z.object({ id: Gid('Location') })) }),
      lineItems: pageOf(
        z.object({ totalQuantity: z.int().min(0), lineItem: z.object({ id: Gid('LineItem') }) }),
      ),
    }),
  ),
  refunds: z.array(
    z.object({
      id: Gid('Refund'),
      createdAt: z.nullable(ShopifyTime),
      note: z.nullable(z.string()),
      totalRefundedSet: Price,
      refundLineItems: pageOf(
        z.object({
          quantity: z.int().min(0),
          restockType: z.enum(['CANCEL', 'LEGACY_RESTOCK', 'NO_RESTOCK', 'RETURN']),
          location: z.nullable(z.object({ id: Gid('Location') })),
          lineItem: z.object({ id: Gid('LineItem') }),
        }),
      ),
    }),
  ),
})
type Node = z.infer<typeof Node>

/** An order as the API answers `orderFields`. It comes whole or not at all. */
export function orderOfNode(node: unknown, { currency, digits }: ShopMoney): Read<OrderTruth> {
  const read = shape(Node, node)
  if (read.kind === 'refused') return read
  const { value } = read
  const money = value.totalPriceSet.shopMoney
  if (value.currencyCode !== currency) return refused('shopify/currency', 'currencyCode', value.currencyCode)
  if (money.currencyCode !== currency) return refused('shopify/currency', 'totalPriceSet', money.currencyCode)
  const tooLong = whereCut(value)
  if (tooLong !== undefined) return refused('shopify/too-long', tooLong)
  const total = amountOf(money.amount, digits)
  if (total === undefined) return refused('shopify/amount', 'totalPriceSet', String(money.amount))
  const lines = value.lineItems.nodes.map((line, index) =>
    lineOf(line, value.taxesIncluded, digits, `lineItems.${index}`),
  )
  const refunds = value.refunds.map((refund, index) => refundOf(refund, value, digits, `refunds.${index}`))
  const wrong = [...lines, ...refunds].find((one): one is Refused => one.kind === 'refused')
  if (wrong !== undefined) return wrong
  return {
    kind: 'read',
    value: {
      orderId: value.id,
      name: value.name,
      createdAt: value.createdAt,
      updatedAt: value.updatedAt,
      cancelledAt: value.cancelledAt,
      isTest: value.test,
      lines: lines.flatMap((line) => (line.kind === 'read' ? [line.value] : [])),
      places: value.fulfillmentOrders.nodes.flatMap(({ assignedLocation: { location }, lineItems }) =>
        location === null
          ? []
          : lineItems.nodes.map(({ lineItem, totalQuantity }) => ({
              lineId: lineItem.id,
              locationId: location.id,
              quantity: totalQuantity,
            })),
      ),
      refunds: refunds.flatMap((refund) => (refund.kind === 'read' ? [refund.value] : [])),
      total,
    },
  }
}

function whereCut({ lineItems, fulfillmentOrders, refunds }: Node): string | undefined {
  if (lineItems.pageInfo.hasNextPage) return 'lineItems'
  const cut = (page: { pageInfo: { hasNextPage: boolean } }) => page.pageInfo.hasNextPage
  if (cut(fulfillmentOrders) || fulfillmentOrders.nodes.some((one) => cut(one.lineItems)))
    return 'fulfillmentOrders'
  return refunds.length >= MOST_REFUNDS || refunds.some((one) => cut(one.refundLineItems))
    ? 'refunds'
    : undefined
}

function lineOf(
  line: z.infer<typeof Line>,
  taxesIncluded: boolean,
  digits: number,
  path: string,
): Read<TruthLine> {
  const wrong = (field: string, price: z.infer<typeof Price>) =>
    refused('shopify/amount', `${path}.${field}`, String(price.shopMoney.amount))
  const unitPrice = amountOf(line.originalUnitPriceSet.shopMoney.amount, digits)
  if (unitPrice === undefined) return wrong('originalUnitPriceSet', line.originalUnitPriceSet)
  let total = line.quantity * unitPrice
  for (const { allocatedAmountSet } of line.discountAllocations) {
    const part = amountOf(allocatedAmountSet.shopMoney.amount, digits)
    if (part === undefined) return wrong('discountAllocations', allocatedAmountSet)
    total -= part
  }
  // Our prices include tax: where the shop's do not, what was added to the line belongs to it.
  for (const { priceSet } of taxesIncluded ? [] : line.taxLines) {
    const part = amountOf(priceSet.shopMoney.amount, digits)
    if (part === undefined) return wrong('taxLines', priceSet)
    total += part
  }
  if (total < 0) return wrong('discountAllocations', line.originalUnitPriceSet)
  const { variant, product } = line
  return {
    kind: 'read',
    value: {
      lineId: line.id,
      of: variant && {
        variantId: variant.id,
        itemId: variant.inventoryItem.id,
        productId: product?.id ?? null,
      },
      sku: line.sku?.trim() || null,
      title: line.name,
      quantity: line.quantity,
      kept: Math.min(line.quantity, line.currentQuantity),
      unitPrice,
      total: total as Minor,
    },
  }
}

function refundOf(
  refund: Node['refunds'][number],
  order: Node,
  digits: number,
  path: string,
): Read<TruthRefund> {
  const { amount } = refund.totalRefundedSet.shopMoney
  const paidBack = amountOf(amount, digits)
  if (paidBack === undefined) return refused('shopify/amount', `${path}.totalRefundedSet`, String(amount))
  return {
    kind: 'read',
    value: {
      refundId: refund.id,
      createdAt: refund.createdAt ?? order.updatedAt,
      note: refund.note,
      lines: refund.refundLineItems.nodes.flatMap(({ quantity, restockType, location, lineItem }) =>
        quantity === 0
          ? []
          : [
              {
                lineId: lineItem.id,
                quantity,
                isRestocked: restockType !== 'NO_RESTOCK',
                locationId: location?.id ?? null,
              },
            ],
      ),
      paidBack,
    },
  }
}
