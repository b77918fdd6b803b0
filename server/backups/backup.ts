import { openDatabase } from '../database/database.ts'
import { withOwnedDatabase } from '../database/owned-database.ts'
import { BadSettings, readEnv } from '../env.ts'
import type { Env } from '../env.ts'
import { openLogger } from '../logger.ts'
import { newId } from '../new-id.ts'
import { whatToDo } from '../what-to-do.ts'
import { backUpNow } from './keep-backups.ts'
import { openBackups } from './open-backups.ts'

/**
 * `npm run backup`: takes a backup now, beside a running server or without one, into where OMNISYNC_BACKUP_… says. Of
 * the database of DATABASE_URL, or else of the embedded one.
 */
const say = (line: string): void => void process.stdout.write(`> ${line}\n`)
const env = settings()
try {
  await withOwnedDatabase({ env, say, besideServer: true }, async (url) => {
    const backups = openBackups(url, env.backups)
    const database = openDatabase({ url, maxConnections: 1 })
    try {
      const logger = await openLogger({ ...env, logLevel: 'silent' })
      const made = await backUpNow({ database, logger, newId, now: Date.now }, backups)
      if (made === null) throw new Error('Another backup is at work; try again when it is done.')
      say(
        `${made.backup}: ${made.figures.rows} rows, ${made.figures.bytes} bytes, in ${backups.store.place}.`,
      )
      if (!backups.key)
        say('It lies open: whoever can read it has every customer. OMNISYNC_BACKUP_KEY encrypts it.')
    } finally {
      await database.close()
    }
  })
} catch (error) {
  process.stderr.write(`${whatToDo(error, env, 'No backup was taken')}\n`)
  process.exitCode = 1
}
process.exit()

function settings(): Env {
  try {
    // Nothing is signed here, so the secret that production needs is not asked for.
    return readEnv({ ...process.env, NODE_ENV: undefined })
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    process.stderr.write(`> These settings will not do:\n${error.message.replace(/^/gm, '    ')}\n`)
    process.exit(1)
  }
}
