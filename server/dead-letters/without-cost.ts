import type { Role } from '../../shared/access/roles.ts'

/** Cost prices reach an admin alone (P2), in a refused product as well. */
export function shownTo(role: Role, payload: unknown): unknown {
  if (role === 'ADMIN' || payload === null || typeof payload !== 'object' || Array.isArray(payload))
    return payload
  return Object.fromEntries(Object.entries(payload).filter(([field]) => field !== 'cost'))
}
