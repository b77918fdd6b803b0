import { cancelOrder, paidFor } from '../acts/cancel-order.ts'
import type { CancelInput } from '../acts/cancel-order.ts'
import { createOrder } from '../acts/create-order.ts'
import type { OrderInput } from '../acts/create-order.ts'
import { totalOf } from '../acts/place-order.ts'
import { refundOrder } from '../acts/refund-order.ts'
import type { RefundInput } from '../acts/refund-order.ts'
import { pageOf } from '../graphql/connection.ts'
import type { PageArgs } from '../graphql/connection.ts'
import type { Context } from '../graphql/context.ts'
import { once } from '../graphql/idempotent.ts'
import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { moneyBag } from '../store/money.ts'
import type { Line, Order, Refund, Transaction } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import { count, idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import type { Plays } from './play.ts'

const ORDERS: Listing<Order> = {
  fields: {
    id: idNumber,
    name: ({ name, number }) => [name, String(number)],
    email: ({ email }) => email,
    status: ({ cancelledAt, closedAt }) =>
      cancelledAt === null ? (closedAt === null ? 'open' : 'closed') : 'cancelled',
    financial_status: ({ financialStatus }) => financialStatus,
    fulfillment_status: ({ fulfilled }) =>
      fulfilled ? ['shipped', 'fulfilled'] : ['unshipped', 'unfulfilled'],
    source_name: ({ sourceName }) => sourceName,
    source_identifier: ({ sourceIdentifier }) => sourceIdentifier,
    tag: ({ tags }) => tags,
    sku: ({ lines }) => lines.flatMap(({ sku }) => sku ?? []),
    test: ({ test }) => test,
    created_at: ({ createdAt }) => createdAt,
    processed_at: ({ processedAt }) => processedAt,
    updated_at: ({ updatedAt }) => updatedAt,
  },
  words: ({ name, email }) => `${name} ${email ?? ''}`,
  sorts: {
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    PROCESSED_AT: ({ processedAt }) => processedAt,
    ORDER_NUMBER: ({ number }) => number,
    TOTAL_PRICE: totalOf,
  },
}

type Bag = (record: never, args: unknown, context: Context) => Record<string, unknown>

/** A sum that is computed from the order, in the shop's money. */
const bag =
  <T>(cents: (record: T) => number): Bag =>
  (record: T, _args: unknown, { world }) =>
    moneyBag(cents(record), world.state.shop.currency)

const currentTotal = ({ lines }: Order): number =>
  lines.reduce((sum, { price, quantity, removed }) => sum + price * (quantity - removed), 0)
const sumOf = ({ transactions }: Order, kind: Transaction['kind']): number =>
  transactions.filter((one) => one.kind === kind).reduce((sum, { amount }) => sum + amount, 0)

/** What customers ordered, paid and got back. */
export const orders: Plays = {
  QueryRoot: {
    order: (_: unknown, { id }: { id: Gid }, { world }) => world.state.orders[id] ?? null,
    orderByIdentifier: (_: unknown, args: { identifier: { id?: Gid } }, { world }) =>
      world.state.orders[args.identifier.id ?? ''] ?? null,
    orders: (_: unknown, args: ListArgs, context, info) =>
      list(Object.values(context.world.state.orders), args, ORDERS, context, info),
    ordersCount: (_: unknown, args: ListArgs, context, info) =>
      count(Object.values(context.world.state.orders), args, ORDERS, context, info),
    refund: (_: unknown, { id }: { id: Gid }, { world }) => world.state.refunds[id] ?? null,
  },
  Mutation: {
    orderCreate: (
      _: unknown,
      args: { order: OrderInput; options?: { inventoryBehaviour?: string | null } | null },
      { world },
      info,
    ) => once(world, args, info, () => createOrder(world, args)),
    orderCancel: (_: unknown, args: CancelInput, { world }, info) =>
      once(world, args, info, () => cancelOrder(world, args)),
    refundCreate: (_: unknown, args: { input: RefundInput }, { world }, info) =>
      once(world, args, info, () => refundOrder(world, args.input)),
  },
  Order: {
    legacyResourceId: ({ id }: Order) => numberOfGid(id).toString(),
    createdAt: ({ createdAt }: Order) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Order) => apiTime(updatedAt),
    processedAt: ({ processedAt }: Order) => apiTime(processedAt),
    cancelledAt: ({ cancelledAt }: Order) => (cancelledAt === null ? null : apiTime(cancelledAt)),
    closedAt: ({ closedAt }: Order) => (closedAt === null ? null : apiTime(closedAt)),
    closed: ({ closedAt }: Order) => closedAt !== null,
    confirmed: () => true,
    cancellation: ({ cancelledAt, staffNote }: Order) => (cancelledAt === null ? null : { staffNote }),
    currencyCode: (_: unknown, __: unknown, { world }) => world.state.shop.currency,
    presentmentCurrencyCode: (_: unknown, __: unknown, { world }) => world.state.shop.currency,
    customAttributes: () => [],
    displayFinancialStatus: ({ financialStatus }: Order) => financialStatus,
    displayFulfillmentStatus: ({ fulfilled }: Order) => (fulfilled ? 'FULFILLED' : 'UNFULFILLED'),
    fullyPaid: (order: Order) => paidFor(order) >= totalOf(order),
    unpaid: ({ transactions }: Order) => transactions.length === 0,
    taxesIncluded: () => true,
    retailLocation: () => null,
    discountCodes: () => [],
    paymentGatewayNames: ({ transactions }: Order) => [
      ...new Set(transactions.map(({ gateway }) => gateway)),
    ],
    lineItems: ({ lines }: Order, args: PageArgs, { everything }) =>
      pageOf(lines, args, () => null, everything),
    subtotalLineItemsQuantity: ({ lines }: Order) => lines.reduce((sum, { quantity }) => sum + quantity, 0),
    currentSubtotalLineItemsQuantity: ({ lines }: Order) =>
      lines.reduce((sum, { quantity, removed }) => sum + quantity - removed, 0),
    refunds: ({ refundIds }: Order, { first }: { first?: number | null }, { world }) =>
      refundIds.slice(0, first ?? undefined).map((id) => world.state.refunds[id]),
    transactions: ({ transactions }: Order, { first }: { first?: number | null }) =>
      transactions.slice(0, first ?? undefined),
    transactionsCount: ({ transactions }: Order) => ({ count: transactions.length, precision: 'EXACT' }),
    totalPriceSet: bag(totalOf),
    originalTotalPriceSet: bag(totalOf),
    subtotalPriceSet: bag(totalOf),
    currentTotalPriceSet: bag(currentTotal),
    currentSubtotalPriceSet: bag(currentTotal),
    totalReceivedSet: bag((order: Order) => sumOf(order, 'SALE')),
    totalRefundedSet: bag((order: Order) => sumOf(order, 'REFUND')),
    netPaymentSet: bag(paidFor),
    totalOutstandingSet: bag((order: Order) => Math.max(0, currentTotal(order) - paidFor(order))),
    totalTaxSet: bag(() => 0),
    currentTotalTaxSet: bag(() => 0),
    totalDiscountsSet: bag(() => 0),
    currentTotalDiscountsSet: bag(() => 0),
    totalShippingPriceSet: bag(() => 0),
    currentShippingPriceSet: bag(() => 0),
  },
  Customer: {
    displayName: (one: { firstName: string; lastName: string }) => `${one.firstName} ${one.lastName}`.trim(),
    legacyResourceId: ({ id }: { id: Gid }) => numberOfGid(id).toString(),
    phone: () => null,
  },
  LineItem: {
    name: ({ title, variantTitle }: Line) => (variantTitle === null ? title : `${title} - ${variantTitle}`),
    currentQuantity: ({ quantity, removed }: Line) => quantity - removed,
    refundableQuantity: ({ quantity, removed }: Line) => quantity - removed,
    unfulfilledQuantity: ({ quantity, removed }: Line) => quantity - removed,
    isGiftCard: () => false,
    customAttributes: () => [],
    discountAllocations: () => [],
    taxLines: () => [],
    variant: ({ variantId }: Line, _: unknown, { world }) => world.state.variants[variantId ?? ''] ?? null,
    product: ({ productId }: Line, _: unknown, { world }) => world.state.products[productId ?? ''] ?? null,
    originalUnitPriceSet: bag(({ price }: Line) => price),
    discountedUnitPriceSet: bag(({ price }: Line) => price),
    discountedUnitPriceAfterAllDiscountsSet: bag(({ price }: Line) => price),
    originalTotalSet: bag(({ price, quantity }: Line) => price * quantity),
    discountedTotalSet: bag(({ price, quantity }: Line) => price * quantity),
    totalDiscountSet: bag(() => 0),
  },
  OrderTransaction: {
    createdAt: ({ createdAt }: Transaction) => apiTime(createdAt),
    processedAt: ({ createdAt }: Transaction) => apiTime(createdAt),
    amountSet: bag(({ amount }: Transaction) => amount),
    test: () => true,
    manualPaymentGateway: () => false,
    order: ({ orderId }: Transaction, _: unknown, { world }) => world.state.orders[orderId],
    parentTransaction: ({ orderId, parentId }: Transaction, _: unknown, { world }) =>
      world.state.orders[orderId]!.transactions.find(({ id }) => id === parentId) ?? null,
  },
  Refund: {
    legacyResourceId: ({ id }: Refund) => numberOfGid(id).toString(),
    order: ({ orderId }: Refund, _: unknown, { world }) => world.state.orders[orderId],
    createdAt: ({ createdAt }: Refund) => apiTime(createdAt),
    updatedAt: ({ createdAt }: Refund) => apiTime(createdAt),
    processedAt: ({ createdAt }: Refund) => apiTime(createdAt),
    totalRefundedSet: (refund: Refund, _: unknown, { world }) => {
      const paidBack = transactionsOf(world.state.orders[refund.orderId]!, refund)
      return moneyBag(
        paidBack.reduce((sum, { amount }) => sum + amount, 0),
        world.state.shop.currency,
      )
    },
    transactions: (refund: Refund, args: PageArgs, { world, everything }) =>
      pageOf(transactionsOf(world.state.orders[refund.orderId]!, refund), args, () => null, everything),
    refundLineItems: (refund: Refund, args: PageArgs, { everything }) =>
      pageOf(
        refund.lines.map((line) => ({ ...line, orderId: refund.orderId })),
        args,
        () => null,
        everything,
      ),
  },
  RefundLineItem: {
    lineItem: (line: RefundLine, _: unknown, { world }) => lineOf(world.state.orders[line.orderId]!, line),
    location: ({ locationId }: RefundLine, _: unknown, { world }) =>
      world.state.locations[locationId ?? ''] ?? null,
    restocked: ({ restockType }: RefundLine) => restockType !== 'NO_RESTOCK',
    priceSet: (line: RefundLine, _: unknown, { world }) =>
      moneyBag(lineOf(world.state.orders[line.orderId]!, line).price, world.state.shop.currency),
    subtotalSet: (line: RefundLine, _: unknown, { world }) =>
      moneyBag(
        lineOf(world.state.orders[line.orderId]!, line).price * line.quantity,
        world.state.shop.currency,
      ),
    totalTaxSet: bag(() => 0),
  },
}

type RefundLine = Refund['lines'][number] & { orderId: Gid }

function lineOf(order: Order, { lineId }: RefundLine): Line {
  return order.lines.find(({ id }) => id === lineId)!
}

function transactionsOf(order: Order, { transactionIds }: Refund): Transaction[] {
  return order.transactions.filter(({ id }) => transactionIds.includes(id))
}
