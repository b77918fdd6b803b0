import type pg from 'pg'
import { checkOrders } from '../orders/check-orders.ts'
import { copiedTables } from './copied-tables.ts'
import { BackupFault } from './fault.ts'
import { rowsOf } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { digestsOf } from './take-backup.ts'

/**
 * Looks whether a restored database holds together: on-hand is the sum of movements and not negative (O4), both halves
 * of every transfer are there (M2), no position is given twice or lies beyond its log's head (L1), what devices compare
 * is what it was when the backup was taken (C5), orders add up (O5) and their seals are ours (O10). Foreign keys and
 * row counts were checked as the rows came in.
 *
 * @returns how much was looked at, by what
 * @throws BackupFault invariant, which names the first that does not hold
 */
export async function checkRestored(
  client: pg.Client,
  manifest: Manifest,
  secret: string,
): Promise<Record<string, number>> {
  const orders = await checkOrders(client, secret)
  if (orders.wrong.length > 0) refuse(orders.wrong.join('; '))
  return {
    rows: rowsOf(manifest),
    levels: await checkLevels(client),
    transfers: await checkTransfers(client),
    positions: await checkPositions(client),
    digests: await checkDigests(client, manifest),
    foreignKeys: await countForeignKeys(client),
    orders: orders.orders,
    seals: orders.seals,
  }
}

async function checkLevels(client: pg.Client): Promise<number> {
  const [row] = await counts(
    client,
    `select count(*)::int as all, count(*) filter (
       where l.on_hand is distinct from coalesce(m.sum, 0) or l.on_hand < 0)::int as wrong
     from stock_levels l
     full join (select tenant_id, branch_id, product_id, sum(delta) as sum
       from stock_movements group by 1, 2, 3) m using (tenant_id, branch_id, product_id)`,
  )
  if (row.wrong > 0) refuse(`${row.wrong} levels are not the sum of their movements, or below zero (O4)`)
  return row.all
}

async function checkTransfers(client: pg.Client): Promise<number> {
  const [row] = await counts(
    client,
    `select count(*)::int as all, count(*) filter (where halves <> 2 or sum <> 0)::int as wrong
     from (select count(*) as halves, sum(delta) as sum from stock_movements
           where transfer_id is not null group by tenant_id, transfer_id) transfers`,
  )
  if (row.wrong > 0) refuse(`${row.wrong} transfers are not whole (M2)`)
  return row.all
}

async function checkPositions(client: pg.Client): Promise<number> {
  const synced = (await copiedTables(client)).filter(({ isSynced }) => isSynced)
  const all = synced
    .map(({ name }) => `select tenant_id, seq from public.${client.escapeIdentifier(name)}`)
    .join(' union all ')
  const [row] = await counts(
    client,
    `select coalesce(sum(n), 0)::int as all, coalesce(sum(n - different) + sum(beyond), 0)::int as wrong
     from (select count(*) as n, count(distinct seq) as different, count(*) filter (where seq > head) as beyond
           from (${all}) rows join log_heads using (tenant_id) group by tenant_id) logs`,
  )
  if (row.wrong > 0)
    refuse(`${row.wrong} positions are given twice, or lie beyond the head of their log (L1)`)
  return row.all
}

async function checkDigests(client: pg.Client, { tables }: Manifest): Promise<number> {
  let compared = 0
  for (const { name, digests } of tables) {
    if (digests === null) continue
    const now = await digestsOf(client, name)
    if (JSON.stringify(now) !== JSON.stringify(digests)) refuse(`the digest of ${name} differs (C5)`)
    compared += digests.length
  }
  return compared
}

async function countForeignKeys(client: pg.Client): Promise<number> {
  const [row] = await counts(
    client,
    `select count(*)::int as all, count(*) filter (where not convalidated)::int as wrong
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  if (row.wrong > 0) refuse(`${row.wrong} foreign keys were not checked`)
  return row.all
}

async function counts(client: pg.Client, sql: string): Promise<[{ all: number; wrong: number }]> {
  const { rows } = await client.query<{ all: number; wrong: number }>(sql)
  return [rows[0] ?? { all: 0, wrong: 0 }]
}

function refuse(what: string): never {
  throw new BackupFault('invariant', `The backup was restored, but ${what}.`)
}
