import type pg from 'pg'
import { v7 } from 'uuid'
import { openDatabase } from '../../server/database/database.ts'
import { keepCards } from '../../server/archive/keep-cards.ts'
import { hashPassword } from '../../server/users/hash-password.ts'
import { PASSWORD } from '../world/shop.ts'

/** A business with years behind it. */
export type OldShop = { tenantId: string; email: string; orders: number }

const PRODUCTS = 10_000
const CUSTOMERS = 50_000
const BRANCHES = 12
const STEP = 100_000

/**
 * Writes a history of orders by SQL, as settling would have left it, and its cards. Past the refusal of rows without a
 * position (L3): the positions are given here, in order.
 */
export async function openOldShop(owner: pg.Pool, url: string, orders: number): Promise<OldShop> {
  const tenantId = v7()
  const email = `${tenantId}@bench.test`
  const client = await owner.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(`insert into tenants values ($1, 'Old', 'USD', 'UTC', now())`, [tenantId])
    await client.query(
      `insert into users (tenant_id, id, email, name, role, branch_id, password_hash, created_at)
       values ($1, $2, $3, 'Bench', 'ADMIN', null, $4, now())`,
      [tenantId, v7(), email, await hashPassword(PASSWORD)],
    )
    await client.query(SHELVES)
    await client.query('create unique index on bench_products (number)')
    await client.query(PRODUCTS_OF, [tenantId])
    await client.query(PEOPLE)
    await client.query('create unique index on bench_customers (number)')
    await client.query(CUSTOMERS_OF, [tenantId, PRODUCTS])
    await client.query('analyze bench_products, bench_customers')
    for (let from = 1; from <= orders; from += STEP) {
      await client.query(ORDERS, [
        tenantId,
        from,
        Math.min(orders, from + STEP - 1),
        orders,
        PRODUCTS,
        CUSTOMERS,
        BRANCHES,
      ])
    }
    const head = PRODUCTS + CUSTOMERS + orders
    await client.query(
      `insert into log_heads (tenant_id, epoch, head, collections) values ($1, 'bench', $2, $3)`,
      [tenantId, head, JSON.stringify({ products: PRODUCTS, customers: PRODUCTS + CUSTOMERS, orders: head })],
    )
    await client.query('drop table bench_products, bench_customers')
    await client.query('set session_replication_role = origin')
    await withoutIndexes(client, () => writeAllCards(url, tenantId))
  } finally {
    client.release()
  }
  await owner.query('vacuum (analyze) orders, archive_orders, archive_products, archive_customers')
  await owner.query('checkpoint')
  return { tenantId, email, orders }
}

/** The cards as the reader of the log writes them, in chunks of a size that nobody waits behind. */
async function writeAllCards(url: string, tenantId: string): Promise<void> {
  const database = openDatabase({ url, maxConnections: 2, statementTimeout: 300_000 })
  try {
    await keepCards(database.tenant(tenantId), tenantId, { rows: STEP })
  } finally {
    await database.close()
  }
}

/** Indexes are made anew over the whole at the end: a million rows one by one would take many times as long. */
async function withoutIndexes(client: pg.PoolClient, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename like 'archive%' and indexname not like '%pkey'`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await work()
  await client.query(`set maintenance_work_mem = '512MB'`)
  for (const { definition } of rows) await client.query(definition)
}

/** A number that looks like chance and is the same in every run, from 0 to below $2. */
const pick = (salt: number, below: string) => `(abs(hashint4(n * 7 + ${salt})::bigint) % ${below})::integer`

const SHELVES = `
  create temporary table bench_products as
  select n as number, gen_random_uuid() as id, 'SKU-' || lpad(n::text, 8, '0') as sku,
    (array['navy', 'black', 'white', 'olive', 'crimson', 'sand', 'teal', 'plum', 'rust', 'ivory', 'slate'])[1 + n % 11]
      || ' ' || (array['linen', 'cotton', 'merino', 'denim', 'cashmere', 'jersey', 'tweed', 'silk', 'fleece'])[1 + n / 11 % 9]
      || ' ' || (array['jacket', 'shirt', 'sweater', 'trousers', 'coat', 'scarf', 'skirt', 'dress', 'vest', 'socks',
           'belt', 'cap', 'gloves', 'hoodie', 'shorts', 'blazer', 'parka'])[1 + n / 99 % 17]
      || ' ' || n / 1683 || ' / ' || (array['S', 'M', 'L', 'XL'])[1 + n % 4] as title,
    (500 + ${pick(3, '20000')})::bigint as price
  from generate_series(0, ${PRODUCTS} - 1) n
`

const PRODUCTS_OF = `
  insert into products (tenant_id, id, group_id, group_title, title, variant_title, sku, vendor, category, tags, price,
    tax_rate, status, updated_at, seq)
  select $1, id, id, split_part(title, ' / ', 1), title, split_part(title, ' / ', 2), sku, 'Cotton & Wool', 'clothes', '{classic}',
    price, 2000, 'active', '2024-01-01Z', number + 1
  from bench_products
`

const PEOPLE = `
  create temporary table bench_customers as
  select n as number, gen_random_uuid() as id,
    (array['Anna', 'Boris', 'Clara', 'Dilnoza', 'Emil', 'Farida', 'Gleb', 'Hanna', 'Ivan', 'Jasur', 'Kamola', 'Lola'])[1 + ${pick(1, '12')}]
      || ' ' || initcap(substr(md5((n / 3)::text), 1, 6)) as name,
    '+99890' || lpad(n::text, 7, '0') as phone
  from generate_series(0, ${CUSTOMERS} - 1) n
`

const CUSTOMERS_OF = `
  insert into customers (tenant_id, id, name, phone, updated_at, seq)
  select $1, id, name, phone, '2024-01-01Z', $2::integer + number + 1 from bench_customers
`

const ORDERS = `
  insert into orders (
    tenant_id, id, number, kind, source, branch_id, device_id, cashier_id, customer_id, currency, lines, discount,
    subtotal, tax, total, payments, approvals, created_at, status, flags, settled_at, payload_hash, seq)
  select $1::uuid,
    (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
      || substr(md5(n::text), 4, 15))::uuid,
    'B' || branch || '-L' || 1 + n % 4 || '-' || lpad(n::text, 8, '0'),
    case when n % 29 = 0 then 'refund' else 'sale' end, 'pos',
    md5('branch' || branch)::uuid, md5('device' || branch || n % 4)::uuid, md5('cashier' || n % 40)::uuid,
    c.id, 'USD', l.lines, 0, l.total, l.total / 6, l.total,
    json_build_array(json_build_object('type', case when n % 3 = 0 then 'cash' else 'card' end, 'amount', l.total)),
    '[]', at,
    case when n % 211 = 0 then 'cancelled' when n % 997 = 0 then 'conflict' else 'accepted' end,
    case when n % 101 = 0 then '{price_changed}' else '{}' end::text[], at, '\\x00', $5::integer + $6::integer + n
  from (
    select n, timestamptz '2026-11-20 20:00Z' - ($4::integer - n) * interval '95 seconds' as at, ${pick(5, '$7::integer')} as branch
    from generate_series($2::integer, $3::integer) n
  ) o
  left join bench_customers c on n % 5 < 2 and c.number = ${pick(9, '$6::integer')}
  cross join lateral (
    select json_agg(json_build_object('id', gen_random_uuid(), 'productId', p.id, 'sku', p.sku, 'title', p.title,
      'quantity', 1, 'unitPrice', p.price, 'discount', 0, 'taxRate', 2000, 'total', p.price)) as lines,
      sum(p.price)::bigint as total
    from bench_products p
    where p.number in (${pick(11, '$5::integer')}, ${pick(13, '$5::integer')}, ${pick(17, '$5::integer')})
  ) l
`
