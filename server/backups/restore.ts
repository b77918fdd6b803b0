import { DataFolderInUse } from '../database/embedded/lock-data-folder.ts'
import { withOwnedDatabase } from '../database/owned-database.ts'
import { BadSettings, readEnv } from '../env.ts'
import type { Env } from '../env.ts'
import { whatToDo } from '../what-to-do.ts'
import { folderStore } from './folder-store.ts'
import { goOnAfterRestore } from './after-restore.ts'
import { rowsOf } from './manifest.ts'
import { openBackups } from './open-backups.ts'
import { asOwner } from './owner.ts'
import { findBackup } from './read-backup.ts'
import { refuseWhileServed } from './refuse-while-served.ts'
import { restoreBackup } from './restore-backup.ts'
import { USAGE, readRestoreCommand } from './restore-command.ts'
import type { RestoreCommand, Source } from './restore-command.ts'
import { s3Store } from './s3-store.ts'
import type { Store } from './store.ts'

/** `npm run restore`: see `USAGE`. */
const say = (line: string): void => void process.stdout.write(`> ${line}\n`)
const command = readRestoreCommand(process.argv.slice(2))
if (command.kind === 'help') process.stdout.write(`${USAGE}\n`)
else if (command.kind === 'wrong') end(`> ${command.problem}\n\n${USAGE}`)
else await restore(command)
process.exit()

async function restore({
  source,
  into,
  replace,
  isLive,
  isOpenFine,
}: RestoreCommand & { kind: 'restore' }): Promise<void> {
  const env = settings()
  try {
    const { store, key } = openBackups('', env.backups)
    const backup = await findBackup(storeOf(source, store, env), source.name, key, isOpenFine)
    const { name, takenAt, tables } = backup.manifest
    if (backup.passedOver.length > 0)
      say(`Passed over, since they are not encrypted: ${backup.passedOver.join(', ')}.`)
    say(`${name}, taken ${takenAt}: ${tables.length} tables, ${rowsOf(backup.manifest)} rows.`)
    const startedAt = new Date()
    const owned = { env: { ...env, databaseUrl: into ?? env.databaseUrl }, say, besideServer: false }
    await withOwnedDatabase(owned, async (url) => {
      if (!isLive) await asOwner(url, refuseWhileServed)
      await restoreBackup({ url, backup, replace, say })
      await goOnAfterRestore(url, backup, { startedAt, endedAt: new Date() })
    })
    say(
      'People, roles, sessions and lanes are those of the backup: whoever was let go of since has to be let go of again.',
    )
    say('Done: every device will compare everything, and send again what this backup lacks.')
  } catch (error) {
    end(sentence(error, into === undefined ? env : { ...env, databaseUrl: into }, into))
  }
}

function sentence(error: unknown, env: Env, into: string | undefined): string {
  if (error instanceof DataFolderInUse)
    return `> A server (process ${error.pid}) runs on ${env.dataDir}, and the embedded Postgres serves it alone. Nothing was changed. Stop it first (Ctrl-C where it runs, or kill ${error.pid}), run this again, then start it; tills go on selling meanwhile. To try a backup out beside it, name an empty database by --into.`
  return whatToDo(
    error,
    env,
    'The backup was not restored; the database is as it was',
    into === undefined ? undefined : '--into',
  )
}

function storeOf(source: Source, configured: Store, { backups }: Env): Store {
  if (source.kind === 'settings') return configured
  if (source.kind === 'folder') return folderStore(source.folder)
  const { bucket } = backups
  if (!bucket)
    throw new BadSettings(
      'OMNISYNC_BACKUP_S3_URL, OMNISYNC_BACKUP_S3_KEY_ID and OMNISYNC_BACKUP_S3_SECRET: are needed for a bucket',
    )
  const { origin } = new URL(bucket.url)
  return s3Store({ ...bucket, url: source.address.replace(/^s3:\//, origin) })
}

function settings(): Env {
  try {
    // Nothing is signed here, so the secret that production needs is not asked for.
    return readEnv({ ...process.env, NODE_ENV: undefined })
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    end(`> These settings will not do:\n${error.message.replace(/^/gm, '    ')}`)
    process.exit()
  }
}

function end(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}
