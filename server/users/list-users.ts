import type { Person } from '../../shared/access/people.ts'
import type { Deps } from '../deps.ts'
import { peopleOf } from './queries.ts'

/** Everybody of a business, those switched off last, by name. */
export async function listUsers(deps: Deps, tenantId: string): Promise<Person[]> {
  const rows = await peopleOf(deps.database.tenant(tenantId), tenantId)
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }))
}
