import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteOldMinutes } from './queries.ts'

const KEEP_MS = 8 * 86_400_000

/** Deletes what was measured more than a week ago, and a day for those who look at the whole week. */
export async function forgetHistory(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldMinutes(tx, tenantId, new Date(now - KEEP_MS)))
}
