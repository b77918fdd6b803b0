import { z } from 'zod'
import { rejections } from '../../shared/errors.ts'
import { diffDocuments } from '../../shared/sync/diff-documents.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { personName } from '../users/person-name.ts'
import type { LetterParts } from './letter-parts.ts'
import { letterById } from './queries.ts'
import { shownTo } from './shown-to.ts'

export const LetterPage = z.object({
  id: z.string(),
  collection: z.string(),
  documentId: z.string(),
  payload: z.unknown(),
  branchId: z.nullable(z.string()),
  device: z.nullable(z.object({ id: z.string(), name: z.string(), code: z.string() })),
  user: z.nullable(z.object({ id: z.string(), name: z.string() })),
  code: z.string(),
  /** What was wrong: a sentence, and what exactly. */
  reason: z.string(),
  details: z.string(),
  /** Where the payload does not fit the schema of its collection: a path and what is wrong there. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  receivedAt: z.string(),
  state: z.enum(['open', 'replayed', 'discarded']),
  closed: z.nullable(z.object({ at: z.string(), by: z.string(), reason: z.nullable(z.string()) })),
  /** What the server has under the document's id. */
  stored: z.nullable(z.record(z.string(), z.unknown())),
  /** From what is stored to what was sent; empty where nothing is stored. */
  differences: z.array(
    z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
})
export type LetterPage = z.infer<typeof LetterPage>

const mostFaults = 50
/** What the server alone writes: no difference that anybody could mend. */
const serverOwn = new Set(['seq', 'status', 'conflict', 'rejection', 'flags', 'settledAt', 'seal', 'balance'])

/**
 * One letter with all that a decision on it needs: what was sent, what was wrong with it, and what the server has.
 *
 * @throws ApiError dead-letter/unknown
 */
export async function readLetter(
  deps: Deps,
  parts: LetterParts,
  { tenantId, role }: Caller,
  id: string,
): Promise<LetterPage> {
  const db = deps.database.tenant(tenantId)
  const letter = await letterById(db, tenantId, id)
  if (!letter) throw new ApiError('dead-letter/unknown')
  const { deviceId, userId, closedAt, closedBy, closingReason, receivedAt, ...row } = letter
  const reader = { seesCost: role === 'ADMIN' }
  const stored = await parts.stored(db, tenantId, letter.collection, letter.documentId, reader)
  const device = deviceId === null ? undefined : await laneById(db, tenantId, deviceId)
  const name = userId === null ? undefined : await personName(db, tenantId, userId)
  const closer = closedBy === null ? undefined : await personName(db, tenantId, closedBy)
  const payload = shownTo(role, letter.payload)
  return {
    ...row,
    payload,
    device: device ? { id: device.id, name: device.name, code: device.code } : null,
    user: userId !== null && name !== undefined ? { id: userId, name } : null,
    reason: Object.hasOwn(rejections, letter.code) ? rejections[letter.code as keyof typeof rejections] : '',
    faults: faultsOf(parts.schemaOf(letter.collection), letter.payload),
    receivedAt: receivedAt.toISOString(),
    closed: closedAt ? { at: closedAt.toISOString(), by: closer ?? '', reason: closingReason } : null,
    stored,
    differences: stored
      ? diffDocuments(stored, payload).filter(({ path }) => !serverOwn.has(path.split('.')[0] ?? ''))
      : [],
  }
}

function faultsOf(schema: z.ZodType | undefined, payload: unknown): LetterPage['faults'] {
  const issues = schema?.safeParse(payload).error?.issues ?? []
  return issues
    .slice(0, mostFaults)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
}
