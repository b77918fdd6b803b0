import type { Kysely } from 'kysely'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { deleteUpdates } from './bot-queries.ts'

/** A repeat comes within a day, if at all. */
const KEPT_MS = 2 * 86_400_000

/** Forgets what Telegram told and will not repeat any more. It is of the installation, and of no business. */
export async function forgetUpdates(nobody: Kysely<Schema>, now: number): Promise<void> {
  await inChunks(nobody, (tx) => deleteUpdates(tx, new Date(now - KEPT_MS)))
}
