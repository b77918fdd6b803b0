import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteOldChunks } from './chunks.ts'

/** Well after the last undo; until then failures can be looked up. */
const KEEP_MS = 30 * 86_400_000

/** Forgets what ended operations did to which product; the operations themselves and the audit log stay. */
export async function forgetChunks(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldChunks(tx, tenantId, new Date(now - KEEP_MS)))
}
