import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { openDeadLetters } from './queries.ts'
import type { DeadLetterPage } from './queries.ts'

export const LetterList = z.object({
  deadLetters: z.array(
    z.object({
      id: z.string(),
      collection: z.string(),
      documentId: z.string(),
      payload: z.unknown(),
      branchId: z.nullable(z.string()),
      deviceId: z.nullable(z.string()),
      userId: z.nullable(z.string()),
      code: z.string(),
      details: z.string(),
      receivedAt: z.string(),
    }),
  ),
  next: z.nullable(z.object({ afterAt: z.string(), afterId: z.string() })),
})
export type LetterList = z.infer<typeof LetterList>

/** Cost prices reach an admin alone (P2), in a refused product as well. */
function withoutCost(payload: unknown): unknown {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return payload
  return Object.fromEntries(Object.entries(payload).filter(([field]) => field !== 'cost'))
}

/** Open dead letters, oldest first, with the key of the next page. */
export async function listLetters(
  deps: Deps,
  { tenantId, role }: Caller,
  page: DeadLetterPage,
): Promise<LetterList> {
  const rows = await openDeadLetters(deps.database.tenant(tenantId), tenantId, page)
  const deadLetters = rows.map((row) => ({
    ...row,
    payload: role === 'ADMIN' ? row.payload : withoutCost(row.payload),
    receivedAt: row.receivedAt.toISOString(),
  }))
  const last = deadLetters.length === page.limit ? deadLetters.at(-1) : undefined
  return { deadLetters, next: last ? { afterAt: last.receivedAt, afterId: last.id } : null }
}
