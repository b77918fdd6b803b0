import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { scopeSinceMs } from '../../shared/sync/collections.ts'
import type { Caller } from '../http/caller.ts'
import type { Collection, Reader } from './collection.ts'

/** The part of a collection that a caller may hold (P2), the same for everyone who sees the same rows (P3). */
export type Scope = { branchId: string | null; since: string | null; reader: Reader; key: string }

/** The scope of a caller: STAFF their own branch, everybody 30 days of what grows for ever, cost for ADMIN. */
export function scopeOf(collection: Collection, caller: Caller, nowMs: number, since?: string): Scope {
  const branchId = collection.scope === 'branch' && caller.role === 'STAFF' ? caller.branchId : null
  const from = collection.thirtyDays ? (since ?? new Date(scopeSinceMs(nowMs)).toISOString()) : null
  const reader = { seesCost: caller.role === 'ADMIN' }
  const key = [collection.name, branchId ?? 'all', from ?? '', reader.seesCost ? 'cost' : ''].join('|')
  return { branchId, since: from, reader, key }
}

/** The scope as a condition on the collection's table; the index on (tenant, branch, seq) carries it (P1). */
export function inScope(collection: Collection, tenantId: string, scope: Scope): RawBuilder<boolean> {
  const branch = scope.branchId === null ? sql`` : sql` and branch_id = ${scope.branchId}`
  const since = scope.since === null ? sql`` : sql` and created_at >= ${scope.since}`
  return sql<boolean>`tenant_id = ${tenantId}${branch}${since}`
}
