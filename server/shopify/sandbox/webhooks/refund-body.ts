import { numberOfGid } from '../store/gid.ts'
import { decimals, moneySet } from '../store/money.ts'
import type { Refund } from '../store/state.ts'
import { shopTime } from '../store/times.ts'
import type { World } from '../world.ts'
import { lineBody } from './line-body.ts'

/** The body of refunds/create, and of each refund inside an order. */
export function refundBody(world: World, refund: Refund): Record<string, unknown> {
  const { currency, timeZone } = world.state.shop
  const order = world.state.orders[refund.orderId]!
  const at = shopTime(refund.createdAt, timeZone)
  return {
    id: numberOfGid(refund.id),
    order_id: numberOfGid(refund.orderId),
    created_at: at,
    note: refund.note ?? '',
    user_id: numberOfGid(world.state.shop.id),
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(0, currency),
    return: null,
    refund_shipping_lines: [],
    restock: refund.lines.some(({ restockType }) => restockType !== 'NO_RESTOCK'),
    admin_graphql_api_id: refund.id,
    order_adjustments: [],
    refund_line_items: refund.lines.map(({ id, lineId, quantity, restockType, locationId }) => {
      const line = order.lines.find((one) => one.id === lineId)!
      const subtotal = line.price * quantity
      return {
        id: numberOfGid(id),
        quantity,
        line_item_id: numberOfGid(lineId),
        location_id: locationId === null ? null : numberOfGid(locationId),
        restock_type: restockType.toLowerCase(),
        // A number here, a text everywhere else: so it is in Shopify's own.
        subtotal: subtotal / 100,
        total_tax: 0,
        subtotal_set: moneySet(subtotal, currency),
        total_tax_set: moneySet(0, currency),
        line_item: lineBody(world, line, order.fulfilled),
      }
    }),
    transactions: order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .map((one) => ({
        id: numberOfGid(one.id),
        order_id: numberOfGid(one.orderId),
        kind: one.kind.toLowerCase(),
        gateway: one.gateway,
        status: one.status.toLowerCase(),
        message: null,
        created_at: shopTime(one.createdAt, timeZone),
        test: true,
        authorization: null,
        location_id: null,
        user_id: null,
        parent_id: one.parentId === null ? null : numberOfGid(one.parentId),
        processed_at: shopTime(one.createdAt, timeZone),
        device_id: null,
        error_code: null,
        source_name: order.sourceName,
        receipt: {},
        amount: decimals(one.amount),
        currency,
        payment_id: `${order.name}.1`,
        total_unsettled_set: {
          presentment_money: { amount: '0.0', currency },
          shop_money: { amount: '0.0', currency },
        },
        manual_payment_gateway: false,
        amount_rounding: null,
        admin_graphql_api_id: one.id,
      })),
  }
}
