import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { cancelOrder, paidFor } from '../acts/cancel-order.ts'
import { placeOrder, totalOf } from '../acts/place-order.ts'
import { refundOrder } from '../acts/refund-order.ts'
import { shipOrder } from '../acts/ship-order.ts'
import type { AppDeps } from '../app.ts'
import { decimals } from '../store/money.ts'
import { variantTitle, variantsOf } from '../store/products.ts'
import type { Order } from '../store/state.ts'
import type { World } from '../world.ts'

const Basket = z.object({
  lines: z.array(z.object({ variantId: z.string(), quantity: z.number().int().min(1).max(99) })).min(1),
  customer: z
    .object({ firstName: z.string(), lastName: z.string(), email: z.string() })
    .default({ firstName: 'Olga', lastName: 'Online', email: 'olga@example.com' }),
})
const Browse = z.object({ search: z.string().default('') })
const SHOWN = 60
const ORDERS_SHOWN = 15

/** The customer's page, and what it asks for. */
export function addPage(app: FastifyInstance, { world }: AppDeps): void {
  const file = (name: string, type: string) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    return (_: unknown, reply: FastifyReply) => reply.type(type).send(text)
  }
  app.get('/', file('page.html', 'text/html; charset=utf-8'))
  app.get('/page.css', file('page.css', 'text/css; charset=utf-8'))
  app.get('/page.js', file('page.js', 'text/javascript; charset=utf-8'))

  app.get('/__sandbox/store', (request) => storeFront(world, Browse.parse(request.query).search))
  app.post('/__sandbox/orders', (request, reply) => {
    const { lines, customer } = Basket.parse(request.body)
    const placed = placeOrder(world, { wishes: lines, stock: 'obey', paid: true, customer })
    if (placed.kind === 'refused') return reply.code(409).send({ because: placed.because, line: placed.line })
    return orderCard(placed.order)
  })
  app.post<{ Params: { number: string; what: string } }>(
    '/__sandbox/orders/:number/:what',
    (request, reply) => {
      const number = Number(request.params.number)
      const order = Object.values(world.state.orders).find((one) => one.number === number)
      const act = ACTS[request.params.what]
      if (order === undefined || act === undefined)
        return reply.code(404).send({ because: 'There is no such order.' })
      const problem = act(world, order)
      if (problem !== undefined) return reply.code(409).send({ because: problem })
      return orderCard(order)
    },
  )
}

/** What a customer, or the shop for them, does with an order. Answers what stands against it. */
const ACTS: Record<string, (world: World, order: Order) => string | undefined> = {
  cancel: (world, order) =>
    cancelOrder(world, {
      orderId: order.id,
      reason: 'CUSTOMER',
      restock: true,
      refundMethod: { originalPaymentMethodsRefund: true },
    }).userErrors[0]?.message,
  refund: (world, order) => {
    const lines = order.lines.filter(({ quantity, removed }) => quantity > removed)
    return refundOrder(world, {
      orderId: order.id,
      note: 'Sent back',
      refundLineItems: lines.map((line) => ({
        lineItemId: line.id,
        quantity: line.quantity - line.removed,
        restockType: order.fulfilled ? 'RETURN' : 'CANCEL',
      })),
      transactions: [{ amount: decimals(paidFor(order)), kind: 'REFUND' }],
    }).userErrors[0]?.message
  },
  ship: (world, order) => {
    if (order.fulfilled || order.cancelledAt !== null) return 'There is nothing to ship.'
    shipOrder(world, order)
    return undefined
  },
}

function storeFront(world: World, wanted: string): Record<string, unknown> {
  const { state } = world
  const words = wanted.toLowerCase()
  const found = Object.values(state.products).filter(
    (product) =>
      product.status === 'ACTIVE' &&
      [product.title, product.vendor, ...variantsOf(world, product).map(({ sku }) => sku ?? '')]
        .join(' ')
        .toLowerCase()
        .includes(words),
  )
  return {
    shop: { name: state.shop.name, domain: state.shop.domain, currency: state.shop.currency },
    found: found.length,
    products: found.slice(0, SHOWN).map((product) => ({
      id: product.id,
      title: product.title,
      vendor: product.vendor,
      variants: variantsOf(world, product).map((variant) => ({
        id: variant.id,
        title: variantTitle(variant),
        sku: variant.sku,
        price: variant.price,
        places: Object.values(state.items[variant.itemId]!.levelIds)
          .map((id) => state.levels[id]!)
          .filter(({ isActive }) => isActive)
          .map(({ locationId, quantities }) => ({
            name: state.locations[locationId]!.name,
            available: quantities.available,
          })),
      })),
    })),
    orders: Object.values(state.orders).slice(-ORDERS_SHOWN).toReversed().map(orderCard),
  }
}

function orderCard(order: Order): Record<string, unknown> {
  return {
    number: order.number,
    name: order.name,
    total: decimals(totalOf(order)),
    paid: decimals(paidFor(order)),
    status:
      order.cancelledAt === null
        ? order.financialStatus === 'REFUNDED'
          ? 'refunded'
          : order.fulfilled
            ? 'shipped'
            : 'paid'
        : 'cancelled',
    source: order.sourceName,
    lines: order.lines.map(({ title, variantTitle: kind, quantity }) => ({ title, kind, quantity })),
  }
}
