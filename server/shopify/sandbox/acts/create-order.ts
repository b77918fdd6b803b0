import type { Gid } from '../store/gid.ts'
import { centsOf } from '../store/money.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'
import { placeOrder } from './place-order.ts'
import type { NewOrder } from './place-order.ts'

type Money = { shopMoney: { amount: string | number } }
export type OrderInput = {
  lineItems?:
    | {
        variantId?: Gid | null
        quantity: number
        title?: string | null
        sku?: string | null
        priceSet?: Money | null
      }[]
    | null
  email?: string | null
  note?: string | null
  tags?: string[] | null
  sourceName?: string | null
  sourceIdentifier?: string | null
  financialStatus?: string | null
  transactions?: { amountSet: Money; gateway?: string | null }[] | null
  processedAt?: string | null
  test?: boolean | null
}

/** orderCreate. It has no idempotency key: sent twice, it makes two orders. */
export function createOrder(
  world: World,
  { order, options }: { order: OrderInput; options?: { inventoryBehaviour?: string | null } | null },
): Answer {
  const lines = order.lineItems ?? []
  const refuse = (field: string[], message: string, code: string): Answer => ({
    order: null,
    userErrors: [refusal(field, message, code)],
  })
  if (lines.length === 0)
    return refuse(['order', 'lineItems'], 'Line items must have at least one line item', 'INVALID')
  const processedAt = order.processedAt == null ? undefined : Date.parse(order.processedAt)
  if (processedAt !== undefined && !(processedAt <= world.now()))
    return refuse(['order', 'processedAt'], 'Processed at must not be in the future', 'PROCESSED_AT_INVALID')
  const placed = placeOrder(world, {
    wishes: lines.map(({ variantId, quantity, title, sku, priceSet }) => {
      const price = centsOf(priceSet?.shopMoney.amount)
      return {
        variantId: variantId ?? null,
        quantity,
        ...(price === undefined ? {} : { price }),
        ...(title == null ? {} : { title }),
        ...(sku == null ? {} : { sku }),
      }
    }),
    stock: BEHAVIOURS[options?.inventoryBehaviour ?? 'BYPASS'] ?? 'bypass',
    paid: order.financialStatus === 'PAID' || (order.transactions ?? []).length > 0,
    gateway: order.transactions?.[0]?.gateway ?? 'manual',
    email: order.email ?? null,
    note: order.note ?? null,
    tags: order.tags ?? [],
    sourceName: order.sourceName ?? 'api',
    sourceIdentifier: order.sourceIdentifier ?? null,
    test: order.test ?? false,
    ...(processedAt === undefined ? {} : { processedAt }),
  })
  if (placed.kind === 'refused')
    return refuse(
      ['order', 'lineItems', String(placed.line), 'quantity'],
      `Unable to reserve inventory: ${placed.because}`,
      'INVENTORY_CLAIM_FAILED',
    )
  return { order: placed.order, userErrors: [] }
}

const BEHAVIOURS: Record<string, NewOrder['stock']> = {
  BYPASS: 'bypass',
  DECREMENT_IGNORING_POLICY: 'ignore',
  DECREMENT_OBEYING_POLICY: 'obey',
}
