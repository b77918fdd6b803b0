import type { Operation } from '../api/shop-api.ts'
import { orderFields } from '../mapping/node-order.ts'
import type { OrderSize } from '../mapping/node-order.ts'

const CHANGED = `
    changed: orders(first: 250, query: $since, sortKey: UPDATED_AT, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }`
const ordersOf = (size: OrderSize) => `
    hinted: nodes(ids: $orders) { ... on Order { ${orderFields(size)} } }`
const ITEMS = `
    items: nodes(ids: $items) {
      ... on InventoryItem {
        id
        inventoryLevels(first: $locations) {
          pageInfo { hasNextPage }
          nodes { location { id } quantities(names: ["available"]) { name quantity } }
        }
      }
    }`

/**
 * Which orders changed since, orders by their ids, and levels, in one answer: what is available is told together with
 * every order that explains it. A list of ids costs what its dearest order costs, however many they are; whole orders
 * in the list of those that changed would cost that for each. An empty list of ids would cost as much as a full one, so
 * what is not asked for is left out.
 */
export const STOCK_TRUTH: Operation = {
  name: 'StockTruth',
  text: `query StockTruth($since: String!, $after: String, $orders: [ID!]!, $items: [ID!]!, $locations: Int!) {${CHANGED}${ordersOf('short')}${ITEMS}
  }`,
}
export const STOCK_TRUTH_LONG: Operation = {
  name: 'StockTruthLong',
  text: `query StockTruthLong($since: String!, $after: String, $orders: [ID!]!, $items: [ID!]!, $locations: Int!) {${CHANGED}${ordersOf('long')}${ITEMS}
  }`,
}
export const STOCK_LEVELS: Operation = {
  name: 'StockLevels',
  text: `query StockLevels($since: String!, $after: String, $items: [ID!]!, $locations: Int!) {${CHANGED}${ITEMS}
  }`,
}
export const STOCK_ORDERS: Operation = {
  name: 'StockOrders',
  text: `query StockOrders($since: String!, $after: String, $orders: [ID!]!) {${CHANGED}${ordersOf('short')}
  }`,
}

export const ADJUST_QUANTITIES: Operation = {
  name: 'AdjustQuantities',
  text: `mutation AdjustQuantities($input: InventoryAdjustQuantitiesInput!, $key: String!) {
    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { code field message } }
  }`,
}

export const SET_QUANTITIES: Operation = {
  name: 'SetQuantities',
  text: `mutation SetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { code field message } }
  }`,
}

export const ACTIVATE_ITEM: Operation = {
  name: 'ActivateItem',
  text: `mutation ActivateItem($item: ID!, $location: ID!, $available: Int!, $key: String!) {
    inventoryActivate(inventoryItemId: $item, locationId: $location, available: $available) @idempotent(key: $key) {
      userErrors { field message }
    }
  }`,
}

export const CANCEL_ORDER: Operation = {
  name: 'CancelOrder',
  text: `mutation CancelOrder($order: ID!, $staffNote: String) {
    orderCancel(orderId: $order, reason: INVENTORY, restock: true,
      refundMethod: { originalPaymentMethodsRefund: true }, staffNote: $staffNote) {
      orderCancelUserErrors { code field message }
    }
  }`,
}

export const ORDER_PAYMENTS: Operation = {
  name: 'OrderPayments',
  text: `query OrderPayments($order: ID!) {
    order(id: $order) {
      id cancelledAt
      netPaymentSet { shopMoney { amount } }
      transactions(first: 50) { id kind status gateway amountSet { shopMoney { amount } } }
    }
  }`,
}

export const REFUND_ORDER: Operation = {
  name: 'RefundOrder',
  text: `mutation RefundOrder($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) { refund { id } userErrors { field message } }
  }`,
}
