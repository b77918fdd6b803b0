import type pg from 'pg'
import { v7 } from 'uuid'

/** A chain with a season behind it. */
export type Chain = { tenantId: string; branches: number; products: number; days: number; sales: number }

/** Sales of three lines each that a branch makes a day; the first tenth of the catalogue brings half of them. */
const SALES_A_DAY = 740

/**
 * Writes a season of orders and the ledger that they led to by SQL, as settling would have left them, ended last
 * midnight. Past the refusal of rows without a position (L3): the positions are given here, in order.
 */
export async function openChain(
  owner: pg.Pool,
  size: { branches: number; products: number; days: number },
): Promise<Chain> {
  const tenantId = v7()
  const { branches, products, days } = size
  const client = await owner.connect()
  const lines = days * branches * SALES_A_DAY * 3
  try {
    await client.query('set session_replication_role = replica')
    await client.query(`insert into tenants values ($1, 'Chain', 'USD', 'UTC', now())`, [tenantId])
    await withoutIndexes(client, async () => {
      for (const statement of [BRANCHES, PRODUCTS, LEVELS])
        await client.query(statement, [tenantId, branches, products])
      await client.query('create unique index on bench_goods (number)')
      await client.query('analyze bench_goods')
      for (let day = 0; day < days; day += 1) {
        const before = branches + products + branches * products + day * branches * SALES_A_DAY * 4
        await client.query(LEDGER, [tenantId, branches, products, SALES_A_DAY, day, days, before])
        await client.query(ORDERS, [tenantId, branches, SALES_A_DAY, day, days, before])
      }
    })
    const head = branches + products + branches * products + days * branches * SALES_A_DAY * 4
    await client.query(
      `insert into log_heads (tenant_id, epoch, head, collections) values ($1, 'bench', $2, $3)`,
      [tenantId, head, JSON.stringify({ stockMovements: head, orders: head, stockLevels: head })],
    )
    await client.query('drop table bench_goods')
    await client.query('set session_replication_role = origin')
  } finally {
    client.release()
  }
  await owner.query('vacuum (analyze) orders, stock_movements, stock_levels, products')
  await owner.query('checkpoint')
  return { tenantId, branches, products, days, sales: lines }
}

/** Indexes are made anew over the whole at the end: millions of rows one by one would take many times as long. */
async function withoutIndexes(client: pg.PoolClient, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename in ('orders', 'stock_movements', 'stock_levels')
       and indexname not like '%pkey'`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await work()
  await client.query(`set maintenance_work_mem = '256MB'`)
  for (const { definition } of rows) await client.query(definition)
}

/** A number that looks like chance and is the same in every run, from 0 to below 1. */
const chance = (n: string, salt: number) =>
  `(abs(hashint8(${n} * 16 + ${salt})::bigint) % 1000003) / 1000003.0`
const branchId = (number: string) => `md5($1::text || 'branch' || ${number})::uuid`

const BRANCHES = `
  insert into branches (tenant_id, id, code, name, seq)
  select $1::uuid, ${branchId('n')}, 'B' || n, 'Branch ' || n, n + 1 from generate_series(0, $2::integer - 1) n
  where $3::integer > 0
`

const PRODUCTS = `
  with goods as (
    select n as number, gen_random_uuid() as id from generate_series(0, $3::integer - 1) n
  ), kept as (
    insert into products (tenant_id, id, group_id, group_title, title, variant_title, sku, vendor, category, tags, price,
      tax_rate, status, updated_at, seq)
    select $1::uuid, id, id, 'Goods', 'Goods ' || number, '', 'SKU-' || number, 'Bench', 'category ' || number % 40, '{}', 1000,
      2000, 'active', now(), $2::integer + number + 1
    from goods
  )
  select number, id into temporary bench_goods from goods
`

const LEVELS = `
  insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq)
  select $1::uuid, ${branchId('b')}, id, 1000, now(), $2::integer + $3::integer + b * $3::integer + number + 1
  from bench_goods, generate_series(0, $2::integer - 1) b
`

/** Sale `s` of a day at branch `b`, as one number for the whole season. */
const LEDGER = `
  insert into stock_movements (tenant_id, id, branch_id, product_id, delta, balance, reason, order_id, created_at, seq)
  select $1::uuid, gen_random_uuid(), ${branchId('b')}, g.id, -1 - (line = 0 and sale % 5 = 0)::integer,
    1000 + ($6::integer - day) * 10, 'sale', md5($1::text || 'order' || sale)::uuid,
    date_trunc('day', now()) - ($6::integer - day) * interval '1 day' + interval '9 hours'
      + s * interval '11 hours' / $4::integer,
    $7::bigint + (b * $4::integer + s) * 3 + line + 1
  from (select $5::integer as day) d
  cross join generate_series(0, $2::integer - 1) b
  cross join generate_series(0, $4::integer - 1) s
  cross join lateral (select (day::bigint * $2::integer + b) * $4::integer + s as sale) x
  cross join generate_series(0, 2) line
  join bench_goods g on g.number = least($3::integer - 1,
    floor($3::integer * power(${chance('(sale * 3 + line)', 3)}, 3.3))::integer)
`

const ORDERS = `
  insert into orders (
    tenant_id, id, number, kind, source, branch_id, device_id, cashier_id, currency, lines, discount, subtotal, tax,
    total, payments, approvals, created_at, status, flags, settled_at, payload_hash, seq)
  select $1::uuid, md5($1::text || 'order' || sale)::uuid, 'B' || b || '-L1-' || sale, 'sale', 'pos', ${branchId('b')},
    $1::uuid, $1::uuid, 'USD', '[]', 0, 3000, 500, 3000, '[]', '[]', at, 'accepted', '{}', at, '\\x00',
    $6::bigint + $2::integer * $3::integer * 3 + b * $3::integer + s + 1
  from (select $4::integer as day) d
  cross join generate_series(0, $2::integer - 1) b
  cross join generate_series(0, $3::integer - 1) s
  cross join lateral (
    select (day::bigint * $2::integer + b) * $3::integer + s as sale,
      date_trunc('day', now()) - ($5::integer - day) * interval '1 day' + interval '9 hours'
        + s * interval '11 hours' / $3::integer as at
  ) x
`
