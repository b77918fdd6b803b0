import { pino } from 'pino'
import { askForBulkAgain } from '../bulk/ask-again.ts'
import { openDatabase } from '../database/database.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { newId } from '../new-id.ts'
import { bytesOf, rowsOf } from './manifest.ts'
import { insertEnded } from './queries.ts'
import type { FoundBackup } from './read-backup.ts'

/**
 * What a restored database needs beside its rows: the job for bulk operations that were under way, since queues are in
 * no backup, and a note of what was restored, which is its last good backup until there is a newer one.
 *
 * @param url connection string of the database's owner
 */
export async function goOnAfterRestore(
  url: string,
  { manifest, store }: FoundBackup,
  at: { startedAt: Date; endedAt: Date },
): Promise<void> {
  const database = openDatabase({ url, maxConnections: 1 })
  const jobs = openJobs({ url, logger: pino({ level: 'silent' }) })
  try {
    const figures = { bytes: bytesOf(manifest), rows: rowsOf(manifest), tables: manifest.tables.length }
    const what = { backup: manifest.name, place: store.place, figures }
    await insertEnded(database.nobody, {
      id: newId(),
      kind: 'backup',
      ...what,
      startedAt: new Date(manifest.takenAt),
      endedAt: new Date(manifest.finishedAt),
    })
    await insertEnded(database.nobody, { id: newId(), kind: 'restore', ...what, ...at })
    await askForBulkAgain({ database, jobs })
  } finally {
    await jobs.stop()
    await database.close()
  }
}
