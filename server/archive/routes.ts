import { z } from 'zod'
import {
  CustomersAsked,
  MovementsAsked,
  OrdersAsked,
  pageParts,
  ProductsAsked,
} from '../../shared/archive/lists.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { findCustomers, customerSorting } from './find-customers.ts'
import { findMovements, movementSorting } from './find-movements.ts'
import { findOrders, orderSorting, ordersAt } from './find-orders.ts'
import { findProducts, productSorting } from './find-products.ts'
import { readPage } from './page.ts'
import type { Page } from './page.ts'
import { upToDate } from './up-to-date.ts'

const Document = z.looseObject({ id: z.string() })
const listOf = <Name extends string>(name: Name) =>
  z.object({ [name]: z.array(Document), ...pageParts } as Record<Name, z.ZodArray<typeof Document>> &
    typeof pageParts)

/**
 * GET /orders, /products, /customers and /movements: search, filters and sort over the whole history. For ADMIN and
 * SUPPORT alone: of orders and movements STAFF may see thirty days of their own branch (P2), and what they may see
 * their device holds already; a door to more would be a way around the scope, and one to the same would be of no use.
 */
export async function archiveRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN', 'SUPPORT')]
  const { database, secret } = deps

  app.get(
    '/orders',
    {
      onRequest,
      schema: {
        summary: 'Orders of the whole history that fit, a page at a time',
        description:
          'Text is looked for in number, customer, and the SKUs and titles of the lines. A cursor holds for its search alone.',
        querystring: OrdersAsked,
        response: { 200: listOf('orders'), ...failures },
      },
    },
    async ({ caller: { tenantId }, query: asked }) => {
      const db = database.tenant(tenantId)
      const { behind, hasTrigrams } = await upToDate(deps, tenantId, ['customers', 'orders'])
      const sorting = orderSorting(asked.sort)
      const page = await readPage({ secret, tenantId, list: 'orders', asked, sorting }, (window) =>
        findOrders(db, tenantId, asked, hasTrigrams, window),
      )
      const orders = await ordersAt(
        db,
        tenantId,
        page.rows.map(({ id }) => id),
      )
      return { orders: orders as z.infer<typeof Document>[], ...beside(page, behind, hasTrigrams) }
    },
  )

  app.get(
    '/products',
    {
      onRequest,
      schema: {
        summary: 'Products of the whole catalogue that fit, a page at a time',
        description: 'Text is looked for in SKU, barcode, titles, vendor, category and tags.',
        querystring: ProductsAsked,
        response: { 200: listOf('products'), ...failures },
      },
    },
    async ({ caller: { tenantId, role }, query: asked }) => {
      const { behind, hasTrigrams } = await upToDate(deps, tenantId, ['products'])
      const reader = { seesCost: role === 'ADMIN' }
      const sorting = productSorting(asked.sort)
      const page = await readPage({ secret, tenantId, list: 'products', asked, sorting }, (window) =>
        findProducts(database.tenant(tenantId), tenantId, asked, { reader, hasTrigrams }, window),
      )
      return { products: documentsOf(page), ...beside(page, behind, hasTrigrams) }
    },
  )

  app.get(
    '/customers',
    {
      onRequest,
      schema: {
        summary: 'Customers that fit, a page at a time',
        description: 'Text is looked for in name, phone and email.',
        querystring: CustomersAsked,
        response: { 200: listOf('customers'), ...failures },
      },
    },
    async ({ caller: { tenantId }, query: asked }) => {
      const { behind, hasTrigrams } = await upToDate(deps, tenantId, ['customers'])
      const sorting = customerSorting(asked.sort)
      const page = await readPage({ secret, tenantId, list: 'customers', asked, sorting }, (window) =>
        findCustomers(database.tenant(tenantId), tenantId, asked, hasTrigrams, window),
      )
      return { customers: documentsOf(page), ...beside(page, behind, hasTrigrams) }
    },
  )

  app.get(
    '/movements',
    {
      onRequest,
      schema: {
        summary: 'Movements of the whole ledger that fit, a page at a time',
        description: 'In the order in which they were booked. Text is looked for in their products.',
        querystring: MovementsAsked,
        response: { 200: listOf('movements'), ...failures },
      },
    },
    async ({ caller: { tenantId }, query: asked }) => {
      const { behind, hasTrigrams } = await upToDate(deps, tenantId, ['products'])
      const sorting = movementSorting(asked.sort)
      const page = await readPage({ secret, tenantId, list: 'movements', asked, sorting }, (window) =>
        findMovements(database.tenant(tenantId), tenantId, asked, hasTrigrams, window),
      )
      return { movements: documentsOf(page), ...beside(page, behind, hasTrigrams) }
    },
  )
}

function documentsOf({
  rows,
}: Page<{ id: string; key: string; document: string }>): z.infer<typeof Document>[] {
  return rows.map((row) => JSON.parse(row.document) as z.infer<typeof Document>)
}

function beside({ next, previous }: Page<unknown>, behind: number, hasTrigrams: boolean) {
  return { next, previous, behind, matching: hasTrigrams ? ('parts' as const) : ('beginnings' as const) }
}
