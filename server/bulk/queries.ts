import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Operation } from '../../shared/bulk/operation.ts'
import type { Selection } from '../../shared/bulk/selection.ts'
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

/** Whether an undo of this operation waits or is at work. */
export async function isBeingUndone(tx: Tx, tenantId: string, sourceId: string): Promise<boolean> {
  const { rows } = await sql`
    select from bulk_operations
    where tenant_id = ${tenantId} and source_id = ${sourceId} and kind = 'undo' and state in ('queued', 'running')`.execute(
    tx,
  )
  return rows.length > 0
}
