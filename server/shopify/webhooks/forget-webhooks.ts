import type { Kysely } from 'kysely'
import { inChunks } from '../../database/in-chunks.ts'
import type { Schema } from '../../database/schema.ts'
import { deleteOldWebhooks } from './queries.ts'

/** Longer than Shopify repeats one. */
const KEEP_MS = 7 * 86_400_000

/** Forgets webhooks that were worked off. Those that wait, or that nobody could read, stay. */
export async function forgetWebhooks(db: Kysely<Schema>, tenantId: string, now: number): Promise<number> {
  return inChunks(db, (tx) => deleteOldWebhooks(tx, tenantId, new Date(now - KEEP_MS)))
}
