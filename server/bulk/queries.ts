import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { BulkProduct, FieldValue } from '../../shared/bulk/apply-operation.ts'
import type { BulkFailure } from '../../shared/bulk/failures.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import type { Selection } from '../../shared/bulk/selection.ts'
import { selected } from '../catalog/selected.ts'
import type { Tx } from '../database/database.ts'

export type OperationRow = {
  id: string
  kind: 'edit' | 'retry' | 'undo'
  sourceId: string | null
  operation: Operation
  state: 'queued' | 'running' | 'done' | 'cancelled' | 'stopped'
  total: number
  changed: number
  unchanged: number
  failed: number
  fault: string | null
  createdBy: string
  createdByName: string
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** Operations of the same business that come first. */
  ahead: number
}

/** Rows of a chunk that stayed as they were, and why. */
export type ChunkFailure = { id: string; code: BulkFailure }

/** One part of an operation: at most 500 products. */
export type Chunk = {
  number: number
  ids: string[]
  /** Of an undo: the position that the first of `ids` was given, the next the next; and what to put back. */
  expected: number | null
  restore: FieldValue[] | null
}

/** How many products a selection holds, and a hash of which ones. */
const COUNT_AND_HASH = sql`
  count(*)::integer as count,
  to_hex(count(*)) || '-' || to_hex(coalesce(bit_xor(uuid_hash_extended(id, 1)), 0)) || '-' ||
    to_hex(coalesce(bit_xor(uuid_hash_extended(id, 2)), 0)) as hash`

function idsOf(tenantId: string, selection: Selection): RawBuilder<unknown> {
  return sql`
    select p.id from products p
    where p.tenant_id = ${tenantId} and not p.deleted and ${selected(tenantId, selection)}`
}

export type Counted = { count: number; hash: string }

/** What a selection holds now. */
export async function countSelected(tx: Tx, tenantId: string, selection: Selection): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select ${COUNT_AND_HASH} from (${idsOf(tenantId, selection)}) matching`.execute(tx)
  return rows[0] ?? { count: 0, hash: '' }
}

/**
 * Writes down which products an operation is about, in chunks of at most 500, and says what they are: counted in the
 * same statement, so that nothing can come between.
 */
export async function keepSelected(
  tx: Tx,
  tenantId: string,
  operationId: string,
  selection: Selection,
): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with matching as materialized (${idsOf(tenantId, selection)}),
    numbered as (select id, (row_number() over (order by id) - 1) / 500 as number from matching),
    kept as (
      insert into bulk_chunks (tenant_id, operation_id, number, ids)
      select ${tenantId}, ${operationId}, number, array_agg(id order by id) from numbered group by number
    )
    select ${COUNT_AND_HASH} from matching`.execute(tx)
  return rows[0] ?? { count: 0, hash: '' }
}

export type PreviewedProduct = BulkProduct & { id: string; sku: string; title: string }

/** A page of the selected products in the order of their ids, with what operations look at. */
export async function pageOfSelected(
  tx: Tx,
  tenantId: string,
  selection: Selection,
  branchId: string | null,
  after: string | null,
  limit: number,
): Promise<PreviewedProduct[]> {
  const { rows } = await sql<PreviewedProduct>`
    select p.id, p.sku, p.title, p.price, p.category, p.tags, p.status, s.reorder_point as "reorderPoint"
    from products p
    left join stock_levels s on s.tenant_id = p.tenant_id and s.branch_id = ${branchId} and s.product_id = p.id
    where p.tenant_id = ${tenantId} and not p.deleted and ${selected(tenantId, selection)}
      and ${after === null ? sql`true` : sql`p.id > ${after}`}
    order by p.id limit ${limit}`.execute(tx)
  return rows
}

export type NewOperation = {
  id: string
  kind: OperationRow['kind']
  sourceId: string | null
  selection: Selection | null
  operation: Operation
  createdBy: string
  createdAt: Date
}

/** Adds an operation to the business's queue; its chunks and their number come after it. */
export async function insertOperation(tx: Tx, tenantId: string, row: NewOperation): Promise<void> {
  await tx
    .insertInto('bulk_operations')
    .values({
      tenant_id: tenantId,
      id: row.id,
      kind: row.kind,
      source_id: row.sourceId,
      selection: JSON.stringify(row.selection ?? {}),
      operation: JSON.stringify(row.operation),
      state: 'queued',
      total: 0,
      fault: null,
      created_by: row.createdBy,
      created_at: row.createdAt,
      started_at: null,
      finished_at: null,
    })
    .execute()
}

export async function setTotal(tx: Tx, tenantId: string, id: string, total: number): Promise<void> {
  await sql`
    update bulk_operations set total = ${total} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** Locks an operation against the chunk at work: what is decided now holds before the next one. */
export async function lockOperation(tx: Tx, tenantId: string, id: string): Promise<OperationRow | undefined> {
  await sql`
    select from bulk_operations where tenant_id = ${tenantId} and id = ${id} for no key update`.execute(tx)
  return operationById(tx, tenantId, id)
}

export async function operationById(tx: Tx, tenantId: string, id: string): Promise<OperationRow | undefined> {
  const { rows } = await sql<OperationRow>`${operations(tenantId)} and o.id = ${id}`.execute(tx)
  return rows[0]
}

/** The newest first. */
export async function latestOperations(tx: Tx, tenantId: string, limit: number): Promise<OperationRow[]> {
  const { rows } = await sql<OperationRow>`${operations(tenantId)} order by o.id desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

function operations(tenantId: string): RawBuilder<unknown> {
  return sql`
    select o.id, o.kind, o.source_id as "sourceId", o.operation, o.state, o.total, o.changed, o.unchanged, o.failed,
      o.fault, o.created_by as "createdBy", u.name as "createdByName", o.created_at as "createdAt",
      o.started_at as "startedAt", o.finished_at as "finishedAt",
      case when o.state = 'queued' then (
        select count(*)::integer from bulk_operations b
        where b.tenant_id = o.tenant_id and b.state in ('queued', 'running') and b.id < o.id) else 0 end as ahead
    from bulk_operations o join users u on u.tenant_id = o.tenant_id and u.id = o.created_by
    where o.tenant_id = ${tenantId}`
}

/** The operation whose turn it is: the oldest that has not ended. */
export async function nextOperation(tx: Tx, tenantId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from bulk_operations where tenant_id = ${tenantId} and state in ('queued', 'running')
    order by id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export type Held = Chunk & { operation: Operation; createdBy: string }

/**
 * Locks the next chunk that nobody has done or is at, of an operation that has not ended; null where there is none.
 * Two workers, one that was thought dead among them, never have the same one.
 */
export async function holdNextChunk(tx: Tx, tenantId: string, id: string): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select c.number, c.ids, c.expected, c.restore, o.operation, o.created_by as "createdBy"
    from bulk_chunks c
    join bulk_operations o on o.tenant_id = c.tenant_id and o.id = c.operation_id
    where c.tenant_id = ${tenantId} and c.operation_id = ${id} and c.done_at is null
      and o.state in ('queued', 'running')
    order by c.number limit 1
    for update of c skip locked`.execute(tx)
  return rows[0] ?? null
}

export type ChunkDone = {
  number: number
  /** Of how many products the chunk is. */
  size: number
  firstSeq: number | null
  edits: readonly { id: string; before: FieldValue }[]
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
  const changedIds = edits.length === size ? null : edits.map((edit) => edit.id)
  const { rows } = await sql<{ state: OperationRow['state']; isAwaited: boolean }>`
    with chunk as (
      update bulk_chunks set done_at = ${at}, changed_ids = ${changedIds}::uuid[], first_seq = ${firstSeq},
        before = ${JSON.stringify(edits.map((edit) => edit.before))}::jsonb,
        failures = ${failures.length === 0 ? null : JSON.stringify(failures)}::jsonb
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

export async function endOperation(
  tx: Tx,
  tenantId: string,
  id: string,
  state: 'cancelled' | 'stopped',
  at: Date,
  fault: string | null = null,
): Promise<void> {
  await sql`
    update bulk_operations set state = ${state}, finished_at = ${at}, fault = ${fault}
    where tenant_id = ${tenantId} and id = ${id} and state in ('queued', 'running')`.execute(tx)
}

/** Chunks of a retry: what failed in the source, and what a stopped one never came to. Gives how many products. */
export async function keepFailed(
  tx: Tx,
  tenantId: string,
  operationId: string,
  sourceId: string,
  withRest: boolean,
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
    numbered as (select id, (row_number() over (order by id) - 1) / 500 as number from left_over),
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

/** Whether an undo of this operation waits or is at work. */
export async function isBeingUndone(tx: Tx, tenantId: string, sourceId: string): Promise<boolean> {
  const { rows } = await sql`
    select from bulk_operations
    where tenant_id = ${tenantId} and source_id = ${sourceId} and kind = 'undo' and state in ('queued', 'running')`.execute(
    tx,
  )
  return rows.length > 0
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
