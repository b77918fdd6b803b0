import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteOldKeys } from './queries.ts'

/** Longer than any device or person goes on repeating one command. */
const KEEP_MS = 7 * 86_400_000

/** Deletes idempotency keys of commands that nobody repeats any more. */
export async function forgetKeys(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldKeys(tx, tenantId, new Date(now - KEEP_MS)))
}
