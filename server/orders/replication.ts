import { Order, factOf } from '../../shared/orders/order.ts'
import { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { holdParkedSales } from './hold-parked-sales.ts'
import { orderFields } from './order-document.ts'
import { parkedSaleFields } from './parked-sale-document.ts'
import { salesOnReceipts } from './sales-on-receipts.ts'
import { settlePushedOrders } from './settle-orders.ts'

export const orderCollection: Collection = {
  name: 'orders',
  table: 'orders',
  scope: 'branch',
  thirtyDays: true,
  fields: () => orderFields,
  push: {
    schema: Order,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: true,
    factOf: (document) => factOf(document as Order),
    async settle(tx, deps, batch) {
      const orders = batch as readonly Pushed<Order>[]
      const sales = await salesOnReceipts(tx, deps, orders)
      return (await settlePushedOrders(tx, deps, [...sales, ...orders])).slice(sales.length)
    },
  },
}

export const parkedSaleCollection: Collection = {
  name: 'parkedSales',
  table: 'parked_sales',
  scope: 'branch',
  thirtyDays: false,
  fields: () => parkedSaleFields,
  push: {
    schema: ParkedSale,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: true,
    settle: (tx, deps, batch) => holdParkedSales(tx, deps, batch as readonly Pushed<ParkedSale>[]),
  },
}
