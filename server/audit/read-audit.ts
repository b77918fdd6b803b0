import type { AuditPage, AuditQuery } from '../../shared/audit/entries.ts'
import type { Deps } from '../deps.ts'
import { auditPage } from './queries.ts'

/** A page of who did what, newest first. */
export async function readAudit(deps: Deps, tenantId: string, query: AuditQuery): Promise<AuditPage> {
  const rows = await auditPage(deps.database.tenant(tenantId), tenantId, query)
  const entries = rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  const last = entries.at(-1)
  return { entries, next: last && entries.length === query.limit ? `${last.at}_${last.id}` : null }
}
