import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { OperationRow } from './queries.ts'

/** How long what an operation changed can be put back. */
export const UNDO_MS = 24 * 3_600_000

/** An operation as the API tells of it. */
export function operationDocument(row: OperationRow): BulkOperation {
  const { createdBy, createdByName, createdAt, startedAt, finishedAt, ...rest } = row
  return {
    ...rest,
    createdBy: { id: createdBy, name: createdByName },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    canRetry: canRetry(row),
    undoUntil: canUndo(row) && finishedAt ? new Date(finishedAt.getTime() + UNDO_MS).toISOString() : null,
  }
}

/** Failures of an undo are rows that somebody changed since: trying again would be no better. */
export function canRetry({ kind, state, failed, finishedAt }: OperationRow): boolean {
  return kind !== 'undo' && finishedAt !== null && (failed > 0 || state === 'stopped')
}

export function canUndo({ kind, changed }: OperationRow): boolean {
  return kind !== 'undo' && changed > 0
}
