import { z } from 'zod'
import { LetterKey } from '../../shared/sync/dead-letter.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { openCauses, openDeadLetters } from './queries.ts'
import type { DeadLetterPage } from './queries.ts'
import { shownTo } from './shown-to.ts'

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
  next: z.nullable(LetterKey),
})
export type LetterList = z.infer<typeof LetterList>

export const CauseList = z.object({
  causes: z.array(
    z.object({
      collection: z.string(),
      code: z.string(),
      count: z.int(),
      oldest: z.string(),
      newest: z.string(),
    }),
  ),
})
export type CauseList = z.infer<typeof CauseList>

/** Open dead letters, oldest first, with the key of the next page. */
export async function listLetters(
  deps: Deps,
  { tenantId, role }: Caller,
  page: DeadLetterPage,
): Promise<LetterList> {
  const rows = await openDeadLetters(deps.database.tenant(tenantId), tenantId, page)
  const deadLetters = rows.map((row) => ({
    ...row,
    payload: shownTo(role, row.payload),
    receivedAt: row.receivedAt.toISOString(),
  }))
  const last = deadLetters.length === page.limit ? deadLetters.at(-1) : undefined
  return { deadLetters, next: last ? { afterAt: last.receivedAt, afterId: last.id } : null }
}

/** Open dead letters counted by cause, the commonest first. */
export async function listCauses(deps: Deps, { tenantId }: Caller): Promise<CauseList> {
  const causes = await openCauses(deps.database.tenant(tenantId), tenantId)
  return {
    causes: causes.map(({ oldest, newest, ...cause }) => ({
      ...cause,
      oldest: oldest.toISOString(),
      newest: newest.toISOString(),
    })),
  }
}
