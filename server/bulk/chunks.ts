import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { FieldValue } from '../../shared/bulk/apply-operation.ts'
import type { BulkFailure } from '../../shared/bulk/failures.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import type { Tx } from '../database/database.ts'
import type { OperationRow } from './queries.ts'

/** One part of an operation: at most 500 products, each known by its place in it, from 1 on. */
export type Chunk = {
  number: number
  size: number
  /** Of an undo: the position that the first place was given, the next the next; and what to put back. */
  expected: number | null
  restore: FieldValue[] | null
}

export type Held = Chunk & Pick<OperationRow, 'kind'> & { operation: Operation; createdBy: string }

/**
 * Locks the next chunk that nobody has done or is at, of an operation that has not ended; null where there is none.
 * Two workers, one that was thought dead among them, never have the same one.
 */
export async function holdNextChunk(tx: Tx, tenantId: string, id: string): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select c.number, cardinality(c.ids) as size, c.expected, c.restore, o.kind, o.operation, o.created_by as "createdBy"
    from bulk_chunks c
    join bulk_operations o on o.tenant_id = c.tenant_id and o.id = c.operation_id
    where c.tenant_id = ${tenantId} and c.operation_id = ${id} and c.done_at is null
      and o.state in ('queued', 'running')
    order by c.number limit 1
    for update of c skip locked`.execute(tx)
  return rows[0] ?? null
}

/** The ids of a chunk in the order of their places, for statements that need not bring them here. */
export function idsOfChunk(tenantId: string, id: string, number: number): RawBuilder<unknown> {
  return sql`(
    select ids from bulk_chunks where tenant_id = ${tenantId} and operation_id = ${id} and number = ${number})`
}

/** The same, brought here. */
export async function readIds(tx: Tx, tenantId: string, id: string, number: number): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select array_to_json(${idsOfChunk(tenantId, id, number)}) as ids`.execute(tx)
  return rows[0]?.ids ?? []
}

/** Places of a chunk that stayed as they were, and why. */
export type ChunkFailure = { place: number; code: BulkFailure }

export type ChunkDone = Pick<Chunk, 'number' | 'size'> & {
  firstSeq: number | null
  edits: readonly { place: number; before: FieldValue }[]
  unchanged: number
  failures: readonly ChunkFailure[]
}

/**
 * Writes down what became of a chunk, and counts it; with its last chunk the operation is done. Where every product
 * of the chunk was changed, `changed_ids` says no more than `ids` and is left out.
 *
 * @returns where the operation stands, and whether somebody waits for this transaction to end; null where the
 *   operation ended meanwhile and the chunk must not be
 */
export async function keepChunk(
  tx: Tx,
  tenantId: string,
  id: string,
  { number, size, firstSeq, edits, unchanged, failures }: ChunkDone,
  at: Date,
): Promise<{ state: OperationRow['state']; isAwaited: boolean } | null> {
  const changed = edits.length === size ? null : edits.map(({ place }) => place)
  const { rows } = await sql<{ state: OperationRow['state']; isAwaited: boolean }>`
    with chunk as (
      update bulk_chunks set done_at = ${at}, first_seq = ${firstSeq},
        changed_ids = ${
          changed === null
            ? sql`null`
            : sql`array(
          select asked.id from unnest(ids) with ordinality as asked (id, place)
          where asked.place = any (${changed}::integer[]) order by asked.place)`
        },
        before = ${JSON.stringify(edits.map((edit) => edit.before))}::jsonb,
        failures = ${
          failures.length === 0
            ? sql`null`
            : sql`(
          select jsonb_agg(jsonb_build_object('id', asked.id, 'code', failed.code) order by asked.place)
          from jsonb_to_recordset(${JSON.stringify(failures)}::jsonb) as failed (place integer, code text)
          join unnest(ids) with ordinality as asked (id, place) on asked.place = failed.place)`
        }
      where tenant_id = ${tenantId} and operation_id = ${id} and number = ${number}
    )
    update bulk_operations set changed = changed + ${edits.length}, unchanged = unchanged + ${unchanged},
      failed = failed + ${failures.length}, started_at = coalesce(started_at, ${at}),
      state = case when changed + unchanged + failed + ${size} >= total then 'done' else 'running' end,
      finished_at = case when changed + unchanged + failed + ${size} >= total then ${at}::timestamptz end
    where tenant_id = ${tenantId} and id = ${id} and state in ('queued', 'running')
    returning state, exists (
      select from pg_locks
      where locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid and not granted
    ) as "isAwaited"`.execute(tx)
  return rows[0] ?? null
}

/** Chunks of a retry: what failed in the source, and what a stopped one never came to. Gives how many products. */
export async function keepFailed(
  tx: Tx,
  tenantId: string,
  operationId: string,
  sourceId: string,
  { withRest, perChunk }: { withRest: boolean; perChunk: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with left_over as materialized (
      select (failure ->> 'id')::uuid as id
      from bulk_chunks c, jsonb_array_elements(c.failures) failure
      where c.tenant_id = ${tenantId} and c.operation_id = ${sourceId} and c.failures is not null
      union
      select unnest(c.ids) from bulk_chunks c
      where c.tenant_id = ${tenantId} and c.operation_id = ${sourceId} and c.done_at is null and ${withRest}
    ),
    numbered as (select id, (row_number() over (order by id) - 1) / ${perChunk}::integer as number from left_over),
    kept as (
      insert into bulk_chunks (tenant_id, operation_id, number, ids)
      select ${tenantId}, ${operationId}, number, array_agg(id order by id) from numbered group by number
    )
    select count(*)::integer as count from left_over`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Chunks of an undo: what the source changed, where in the log, and what was there before. */
export async function keepChanged(
  tx: Tx,
  tenantId: string,
  operationId: string,
  sourceId: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with kept as (
      insert into bulk_chunks (tenant_id, operation_id, number, ids, expected, restore)
      select ${tenantId}, ${operationId}, number, coalesce(changed_ids, ids), first_seq, before from bulk_chunks
      where tenant_id = ${tenantId} and operation_id = ${sourceId} and first_seq is not null
      returning cardinality(ids) as size
    )
    select coalesce(sum(size), 0)::integer as count from kept`.execute(tx)
  return rows[0]?.count ?? 0
}

export type FailedProduct = { id: string; sku: string; title: string; code: BulkFailure }

/** What stayed as it was, in the order of the work, with the names that people know it by. */
export async function failedProducts(tx: Tx, tenantId: string, id: string): Promise<FailedProduct[]> {
  const { rows } = await sql<FailedProduct>`
    select f.id, coalesce(p.sku, '') as sku, coalesce(p.title, '') as title, f.code
    from bulk_chunks c
    cross join jsonb_to_recordset(c.failures) as f(id uuid, code text)
    left join products p on p.tenant_id = c.tenant_id and p.id = f.id
    where c.tenant_id = ${tenantId} and c.operation_id = ${id} and c.failures is not null
    order by c.number, f.id`.execute(tx)
  return rows
}

/** Chunks of operations that ended before then, at most 500 at a time (L6); gives how many there were. */
export async function deleteOldChunks(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from bulk_chunks where tenant_id = ${tenantId} and (operation_id, number) in (
      select c.operation_id, c.number from bulk_chunks c
      join bulk_operations o on o.tenant_id = c.tenant_id and o.id = c.operation_id
      where c.tenant_id = ${tenantId} and o.finished_at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
