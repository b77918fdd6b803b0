import type { RunFigures } from '../../shared/backups/backups.ts'
import type { Deps } from '../deps.ts'
import { checkRestored } from './check-restored.ts'
import { BackupFault, faultOf } from './fault.ts'
import type { Backups } from './open-backups.ts'
import { asOwner } from './owner.ts'
import { findBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'

/**
 * Restores the newest backup into a database of its own on the same server and looks whether everything in it holds
 * together; the database is dropped again, whatever was found, and where the process is to stop meanwhile.
 *
 * @throws BackupFault no-rights where the owner may make no database; damaged, wrong-key; invariant, which names what
 *   does not hold
 */
export async function drill(
  { secret }: Pick<Deps, 'secret'>,
  { url, store, key }: Pick<Backups, 'url' | 'store' | 'key'>,
  signal: AbortSignal,
): Promise<{ backup: string; figures: RunFigures }> {
  const backup = await findBackup(store, 'latest', key)
  const scratch = await scratchName(url)
  const at = new URL(url)
  at.pathname = `/${scratch}`
  try {
    await asOwner(url, (client) => client.query(`create database ${scratch} template template0`))
  } catch (error) {
    const fault = faultOf(error)
    if (fault.code !== 'no-rights') throw error
    throw new BackupFault(
      'no-rights',
      'The owner of the database may create no other one, which a drill needs: alter role … createdb.',
      { cause: error },
    )
  }
  try {
    await restoreBackup({ url: at.href, backup, replace: false, say: () => {}, signal })
    signal.throwIfAborted()
    const checked = await asOwner(at.href, (client) => checkRestored(client, backup.manifest, secret))
    return { backup: backup.manifest.name, figures: { checked } }
  } finally {
    await dropScratch(url)
  }
}

/**
 * Drops what a drill that died left behind: everything that a backup holds, and nobody's to read. For whoever is alone
 * at backups.
 */
export async function dropScratch(url: string): Promise<void> {
  const scratch = await scratchName(url)
  await asOwner(url, (client) => client.query(`drop database if exists ${scratch} with (force)`))
}

/** One for each database of the server, so that two installations on it do not meet. */
async function scratchName(url: string): Promise<string> {
  return asOwner(url, async (client) => {
    const { rows } = await client.query<{ oid: string }>(
      'select oid::text from pg_database where datname = current_database()',
    )
    return `omnisync_drill_${rows[0]?.oid ?? 0}`
  })
}
