import pg from 'pg'
import { v7 } from 'uuid'
import type { Order } from '../../shared/orders/order.ts'
import type { Shop } from '../world/shop.ts'

/**
 * What one would write by hand without a batch: one transaction per order over 32 connections, prepared statements,
 * the same rows and the same position in the log, and nothing else. Neither HTTP nor validation, sums or seal.
 *
 * @returns orders a second
 */
export async function settleOneByOne(
  url: string,
  shop: Shop,
  orders: readonly Order[],
  connections = 32,
): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, () => connect(url, shop.tenantId)))
  try {
    let next = 0
    // A first order each prepares the statements.
    await Promise.all(clients.map((client) => settle(client, shop, orders[next++] as Order)))
    const counted = orders.length - next
    const began = performance.now()
    await Promise.all(
      clients.map(async (client) => {
        while (next < orders.length) await settle(client, shop, orders[next++] as Order)
      }),
    )
    return (counted * 1000) / (performance.now() - began)
  } finally {
    for (const client of clients) await client.end()
  }
}

async function connect(url: string, tenantId: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c role=omnisync_app' })
  await client.connect()
  await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
  return client
}

const LOCK = `select product_id, on_hand from stock_levels
  where tenant_id = $1 and branch_id = $2 and product_id = any ($3::uuid[]) order by product_id for no key update`
const ORDER = `insert into orders (tenant_id, id, number, kind, source, branch_id, device_id, cashier_id, currency, lines,
    discount, subtotal, tax, total, payments, approvals, created_at, status, flags, settled_at, payload_hash, seq)
  values ($1, $2, $3, 'sale', 'pos', $4, $5, $6, 'USD', $7, 0, $8, $9, $10, $11, '[]', $12, 'accepted', '{}', now(),
    '\\x00', $13)`
const MOVEMENTS = `insert into stock_movements (tenant_id, id, branch_id, product_id, delta, balance, reason, order_id,
    actor_id, device_id, created_at, seq)
  select $1, m.id, $2, m.product, -1, m.balance, 'sale', $3, $4, $5, now(), $6 + m.number
  from unnest($7::uuid[], $8::uuid[], $9::integer[]) with ordinality as m(id, product, balance, number)`
const LEVELS = `update stock_levels set on_hand = on_hand - 1, updated_at = now(), seq = $3::bigint + l.number
  from unnest($4::uuid[]) with ordinality as l(product, number)
  where tenant_id = $1 and branch_id = $2 and product_id = l.product`

async function settle(client: pg.Client, shop: Shop, order: Order): Promise<void> {
  const { tenantId, branchId } = shop
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  const products = order.lines.map((line) => line.productId)
  await client.query('begin')
  const { rows } = await run('lock', LOCK, [tenantId, branchId, products])
  const onHand = new Map(
    rows.map((row: { product_id: string; on_hand: number }) => [row.product_id, row.on_hand]),
  )
  const balances = products.map((id) => (onHand.get(id) ?? 0) - 1)
  if (balances.some((it) => it < 0)) throw new Error('the baseline sold out')
  const taken = await run('take', 'select take_positions($1, $2) as before', [
    tenantId,
    JSON.stringify([
      ['orders', 1],
      ['stockMovements', 3],
      ['stockLevels', 3],
    ]),
  ])
  const before = Number((taken.rows[0] as { before: string }).before)
  const { id, number, deviceId, cashierId, lines, subtotal, tax, total, payments, createdAt } = order
  await run('order', ORDER, [
    tenantId,
    id,
    number,
    branchId,
    deviceId,
    cashierId,
    JSON.stringify(lines),
    subtotal,
    tax,
    total,
    JSON.stringify(payments),
    createdAt,
    before + 1,
  ])
  const ids = products.map(() => v7())
  await run('movements', MOVEMENTS, [
    tenantId,
    branchId,
    id,
    cashierId,
    deviceId,
    before + 1,
    ids,
    products,
    balances,
  ])
  await run('levels', LEVELS, [tenantId, branchId, before + 4, products])
  await client.query('commit')
}
