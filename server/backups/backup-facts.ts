import type { Kysely } from 'kysely'
import type { BackupFacts } from '../../shared/backups/backups.ts'
import type { Schema } from '../database/schema.ts'
import { currentRun, newestRun, owedSince } from './queries.ts'

/** How the backups of the installation do, as every node can tell: who takes them notes it in the database. */
export async function backupFacts(db: Kysely<Schema>): Promise<BackupFacts> {
  const [lastGood, last, lastDrill, lastRestore, current] = await Promise.all([
    newestRun(db, 'backup', ['done']),
    newestRun(db, 'backup', ['done', 'failed']),
    newestRun(db, 'drill', ['done', 'failed']),
    newestRun(db, 'restore', ['done']),
    currentRun(db),
  ])
  const goodSince = lastGood?.startedAt ?? (await owedSince(db)).toISOString()
  return { goodSince, lastGood, last, lastDrill, lastRestore, current }
}
