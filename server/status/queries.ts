import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { HistoryPoint, NodeFigures } from '../../shared/status/system-status.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

export type Backlogs = {
  letters: number
  oldestLetter: Date | null
  cases: number
  oldestCase: Date | null
  /** Orders that wait for stock (O8): cases that need nobody. */
  waiting: number
}

/** How much waits for people, at one branch or at all: open dead letters, and open cases of orders and of movements. */
export async function backlogs(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string | null = null,
): Promise<Backlogs> {
  const here = branchId === null ? sql`` : sql`and branch_id = ${branchId}`
  const { rows } = await sql<Backlogs>`
    with orders_in_case as (
      select settled_at as at, conflict #>> '{settlement,action}' is not distinct from 'backorder' as waits
      from orders where tenant_id = ${tenantId} and status = 'conflict' ${here}
    ), cases as (
      select at from orders_in_case where not waits
      union all
      select detected_at from movement_conflicts where tenant_id = ${tenantId} and settled_at is null ${here}
    ), letters as (
      select received_at as at from dead_letters where tenant_id = ${tenantId} and state = 'open' ${here}
    )
    select (select count(*)::integer from letters) as letters, (select min(at) from letters) as "oldestLetter",
      (select count(*)::integer from cases) as cases, (select min(at) from cases) as "oldestCase",
      (select count(*)::integer from orders_in_case where waits) as waiting`.execute(db)
  return rows[0] as Backlogs
}

export type DatabaseFacts = {
  version: string
  bytes: number
  connections: number
  mostConnections: number
}

/** What Postgres says of itself. */
export async function databaseFacts(db: Kysely<Schema>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      (select count(*)::integer from pg_stat_activity) as connections,
      current_setting('max_connections')::integer as "mostConnections"`.execute(db)
  return rows[0] as DatabaseFacts
}

/** What the node and the business were like in a minute: `waiting` and the backlogs are the business's. */
export type Minute = NodeFigures & { waiting: number; letters: number; cases: number; jobs: number }

export async function insertMinute(
  tx: Tx,
  row: { tenantId: string; at: Date; nodeId: string; figures: Minute },
): Promise<void> {
  await tx
    .insertInto('metrics_history')
    .values({
      tenant_id: row.tenantId,
      at: row.at,
      node_id: row.nodeId,
      figures: JSON.stringify(row.figures),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest minute of every node that has said something since. */
export async function newestMinutes(
  db: Kysely<Schema>,
  tenantId: string,
  since: Date,
): Promise<{ id: string; at: Date; figures: Minute }[]> {
  const { rows } = await sql<{ id: string; at: Date; figures: Minute }>`
    select distinct on (node_id) node_id as id, at, figures
    from metrics_history
    where tenant_id = ${tenantId} and at > ${since}
    order by node_id, at desc`.execute(db)
  return rows
}

/**
 * The history in buckets of some seconds: what nodes counted is added up, the worst of what they waited for, and of
 * what the business had, is kept.
 */
export async function historySince(
  db: Kysely<Schema>,
  tenantId: string,
  since: Date,
  seconds: number,
): Promise<(Omit<HistoryPoint, 'at'> & { at: Date })[]> {
  const { rows } = await sql<Omit<HistoryPoint, 'at'> & { at: Date }>`
    with minutes as (
      select date_bin(make_interval(secs => ${seconds}), at, timestamptz '2020-01-01 00:00:00Z') as bucket, node_id, f.*
      from metrics_history m, jsonb_to_record(m.figures) as f (requests double precision, errors double precision,
        "answerP95" double precision, "pushP95" double precision, "newsP95" double precision,
        sockets double precision, settling double precision, "poolUsed" double precision,
        waiting double precision, letters double precision, cases double precision, jobs double precision)
      where m.tenant_id = ${tenantId} and m.at > ${since}
    ), nodes as (
      select bucket, sum(requests) as requests, sum(errors) as errors, max("answerP95") as "answerP95",
        max("pushP95") as "pushP95", max("newsP95") as "newsP95", avg(sockets) as sockets,
        max(settling) as settling, max("poolUsed") as "poolUsed", max(waiting) as waiting,
        max(letters) as letters, max(cases) as cases,
        coalesce(max(jobs), 0) as jobs
      from minutes group by bucket, node_id
    )
    select bucket as at, sum(requests) as requests, sum(errors) as errors, max("answerP95") as "answerP95",
      max("pushP95") as "pushP95", max("newsP95") as "newsP95", round(sum(sockets)) as sockets,
      sum(settling) as settling, sum("poolUsed") as "poolUsed", max(waiting) as waiting,
      max(letters) as letters, max(cases) as cases, max(jobs) as jobs
    from nodes group by bucket order by bucket`.execute(db)
  return rows
}

/** At most 500 rows at a time (L6); gives how many there were. */
export async function deleteOldMinutes(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from metrics_history where (tenant_id, at, node_id) in (
      select tenant_id, at, node_id from metrics_history
      where tenant_id = ${tenantId} and at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** How many jobs the queue of background work holds, and how many failed within a day; null where there is none. */
export async function jobCounts(
  db: Kysely<Schema>,
  dayAgo: Date,
): Promise<{ queued: number; active: number; failed: number } | null> {
  const found = await sql<{ there: boolean }>`select to_regclass('jobs.job') is not null as there`.execute(db)
  if (!found.rows[0]?.there) return null
  const { rows } = await sql<{ queued: number; active: number; failed: number }>`
    select count(*) filter (where state < 'active')::integer as queued,
      count(*) filter (where state = 'active')::integer as active,
      count(*) filter (where state = 'failed' and completed_on > ${dayAgo})::integer as failed
    from jobs.job
    where state <= 'active' or state = 'failed'`.execute(db)
  return rows[0] ?? null
}
