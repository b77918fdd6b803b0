import type { Deps } from '../../deps.ts'
import { FORMER_SECRET_MS } from '../connection/change-credentials.ts'
import { unseal } from '../connection/seal.ts'
import { doorOf } from './queries.ts'

/** Whose shop a webhook says it is of, and the secrets that it may be signed with. */
export type Door = { tenantId: string; secrets: string[] }

/**
 * Finds the connection of a domain; undefined where there is none. The former secret is believed for a while: what was
 * signed with it may still be under way.
 */
export async function findDoor(deps: Deps, domain: string): Promise<Door | undefined> {
  const door = await doorOf(deps.database.nobody, domain)
  if (!door) return undefined
  const { tenantId, sealedSecret, sealedFormerSecret, rotatedAt } = door
  const isFresh = rotatedAt !== null && rotatedAt.getTime() + FORMER_SECRET_MS > deps.now()
  const sealed = [sealedSecret, ...(sealedFormerSecret && isFresh ? [sealedFormerSecret] : [])]
  return { tenantId, secrets: sealed.flatMap((one) => unseal(deps.secret, tenantId, one) ?? []) }
}
