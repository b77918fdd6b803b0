import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import type { News } from './news.ts'
import { holdLog } from './take-positions.ts'

/** As long as a device may be away before it begins anew (L5). */
const KEEP_MS = 120 * 86_400_000
/**
 * Positions are dated once a week, and only a dated one becomes a horizon. A client that knows the log by its whole
 * name begins anew whenever the name changes, and must not do so every day.
 */
const MARK_MS = 7 * 86_400_000
const CHUNK = 500

/**
 * Purges the tombstones of one business that are older than 120 days (L5). The horizon moves first, in a commit of its
 * own: whoever is killed behind it leaves tombstones that nobody needs any more, and the next run takes them. The other
 * way round a device could pull past a tombstone that is gone, and nobody would tell it.
 *
 * @returns how many tombstones were purged
 */
export async function purgeTombstones(
  { database, news, now }: { database: Database; news: News; now(): number },
  tenantId: string,
): Promise<number> {
  const db = database.tenant(tenantId)
  await markLog(db, tenantId, now())
  const hasMoved = await inTransaction(db, (tx) => moveHorizon(tx, tenantId, new Date(now() - KEEP_MS)))
  // The log has a new name: pages under the old one are forgotten everywhere.
  if (hasMoved) news.logMoved(tenantId)
  return inChunks(db, purgeSome)
}

/** Notes how far the log is now, if that was not noted this week; notes that no horizon can need go. */
async function markLog(db: Kysely<Schema>, tenantId: string, now: number): Promise<void> {
  await sql`
    insert into log_marks (tenant_id, at, head)
    select tenant_id, ${new Date(now)}, head from log_heads
    where tenant_id = ${tenantId} and not exists (
      select from log_marks where tenant_id = ${tenantId} and at > ${new Date(now - MARK_MS)})
    on conflict do nothing`.execute(db)
  await sql`
    delete from log_marks where tenant_id = ${tenantId} and at < (
      select max(at) from log_marks where tenant_id = ${tenantId} and at <= ${new Date(now - KEEP_MS)})`.execute(
    db,
  )
}

/**
 * Moves the horizon to the newest tombstone that is old enough, where there is one behind it: the log's name says so,
 * and `purged` says it of each collection, since a device that has seen the newest of its own has missed none.
 */
async function moveHorizon(tx: Tx, tenantId: string, before: Date): Promise<boolean> {
  await holdLog(tx, tenantId)
  const { numAffectedRows } = await sql`
    with span as (
      select l.horizon as after, max(m.head) as upto
      from log_heads l join log_marks m on m.tenant_id = l.tenant_id and m.at <= ${before}
      where l.tenant_id = ${tenantId} group by l.horizon
    ), gone as (
      select 'customers' as part, max(c.seq) as seq from span, customers c
      where c.tenant_id = ${tenantId} and c.deleted and c.seq > span.after and c.seq <= span.upto
      union all
      select 'products', max(p.seq) from span, products p
      where p.tenant_id = ${tenantId} and p.deleted and p.seq > span.after and p.seq <= span.upto
        and not exists (select from stock_levels l where l.tenant_id = ${tenantId} and l.product_id = p.id)
      union all
      select 'parkedSales:' || s.branch_id, max(s.seq) from span, parked_sales s
      where s.tenant_id = ${tenantId} and s.deleted and s.seq > span.after and s.seq <= span.upto
      group by s.branch_id
    ), found as (
      select max(seq) as newest, jsonb_object_agg(part, seq) as parts from gone where seq is not null
    )
    update log_heads set
      horizon = found.newest, purged = purged || found.parts,
      epoch = split_part(epoch, '.', 1) || '.' || found.newest
    from found where tenant_id = ${tenantId} and found.newest is not null`.execute(tx)
  return Number(numAffectedRows ?? 0n) > 0
}

async function purgeSome(tx: Tx): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select purge_tombstones(${CHUNK}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}
