import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { laneById } from './lane-by-id.ts'
import { syncLogOf } from './queries.ts'

export const SyncLogPage = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      direction: z.enum(['pull', 'push', 'stream']),
      collection: z.string().nullable(),
      requests: z.int(),
      documents: z.int(),
      conflicts: z.int(),
      rejected: z.int(),
      errors: z.int(),
      lastError: z.string().nullable(),
      reached: z.int().nullable(),
    }),
  ),
  /** Asks for the page after this one as `after`; null at the end. */
  next: z.string().nullable(),
})
export type SyncLogPage = z.infer<typeof SyncLogPage>

/** Where a page ended: moment and id of its last entry. */
export const SyncLogCursor = z
  .templateLiteral([z.iso.datetime({ precision: 3 }), '_', z.guid()])
  .transform((text) => ({ at: new Date(text.slice(0, 24)), id: text.slice(25) }))

/**
 * A page of what a device pulled and pushed, newest first.
 *
 * @throws ApiError request/not-found where there is no such device
 */
export async function readSyncLog(
  deps: Deps,
  tenantId: string,
  deviceId: string,
  limit: number,
  after: { at: Date; id: string } | null,
): Promise<SyncLogPage> {
  const db = deps.database.tenant(tenantId)
  if (!(await laneById(db, tenantId, deviceId))) throw new ApiError('request/not-found')
  const rows = await syncLogOf(db, tenantId, deviceId, limit, after)
  const entries = rows.map(({ deviceId: _, at, ...row }) => ({ ...row, at: at.toISOString() }))
  const last = entries.at(-1)
  return { entries, next: last && entries.length === limit ? `${last.at}_${last.id}` : null }
}
