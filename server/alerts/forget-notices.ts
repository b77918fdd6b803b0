import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { inChunks } from '../database/in-chunks.ts'
import { deleteNotices } from './queries.ts'

const KEPT_MS = 30 * 86_400_000

/** Deletes messages that were sent or given up a month ago. */
export async function forgetNotices(db: Kysely<Schema>, tenantId: string, now: number): Promise<void> {
  await inChunks(db, (tx) => deleteNotices(tx, tenantId, new Date(now - KEPT_MS)))
}
