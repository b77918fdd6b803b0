import type { Role } from '../../shared/access/roles.ts'
import { withoutCost } from '../../shared/catalog/without-cost.ts'

/** What somebody may see of a document that was refused (P2). */
export function shownTo(role: Role, payload: unknown): unknown {
  if (role === 'ADMIN' || payload === null || typeof payload !== 'object' || Array.isArray(payload))
    return payload
  return withoutCost(payload)
}
