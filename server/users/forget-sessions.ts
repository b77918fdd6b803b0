import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteOldSessions } from './session-queries.ts'

const KEEP_MS = 30 * 86_400_000

/** Deletes sessions that have been over for a month. */
export async function forgetSessions(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldSessions(tx, tenantId, new Date(now - KEEP_MS)))
}
