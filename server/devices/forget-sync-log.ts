import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteOldSyncLog } from './queries.ts'

const KEEP_MS = 14 * 86_400_000

/** Deletes what devices did more than two weeks ago. */
export async function forgetSyncLog(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldSyncLog(tx, tenantId, new Date(now - KEEP_MS)))
}
