import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { MANIFEST } from './manifest.ts'
import { BACKUP_NAME } from './store.ts'

export const USAGE = `npm run restore -- WHICH [--into URL] [--replace] [--live] [--unencrypted]: puts a backup in place of a database.

  WHICH          latest, the name of a backup where OMNISYNC_BACKUP_… says they lie, the path of its folder,
                 or its address: s3://bucket/folder/NAME, https://s3.example.com/bucket/folder/NAME
  --into URL     another Postgres than that of DATABASE_URL, or than the embedded one
  --replace      overwrite a database that holds a business: everything in it is gone then
  --live         do it though servers run on the database: their connections are cut
  --unencrypted  take a backup that is not encrypted though OMNISYNC_BACKUP_KEY is set, as your own of before
                 there was a key; without this, latest is the newest that is encrypted

Everything is checked before anything is written, and written at once or not at all. Devices then compare and send
again what the backup lacks. OMNISYNC_BACKUP_KEY must be the key that encrypted it.`

/** Where a backup is to be looked for: where the settings say, in a folder, or in a bucket. */
export type Source =
  | { kind: 'settings'; name: string }
  | { kind: 'folder'; folder: string; name: string }
  | { kind: 'bucket'; address: string; name: string }

export type RestoreCommand =
  | { kind: 'help' }
  | { kind: 'wrong'; problem: string }
  | {
      kind: 'restore'
      source: Source
      into: string | undefined
      replace: boolean
      isLive: boolean
      isOpenFine: boolean
    }

/** Parses the command line: what follows `npm run restore --`. */
export function readRestoreCommand(args: string[]): RestoreCommand {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        into: { type: 'string' },
        replace: { type: 'boolean' },
        live: { type: 'boolean' },
        unencrypted: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  const [which, ...more] = positionals
  if (which === undefined) return { kind: 'wrong', problem: 'Which backup? Say latest, or name one.' }
  if (more.length > 0)
    return { kind: 'wrong', problem: `One backup at a time, and not ${more.join(' ')} too.` }
  if (values.into !== undefined && !/^postgres(ql)?:\/\//.test(values.into))
    return { kind: 'wrong', problem: '--into: should look like postgres://user:password@host:5432/database' }
  const source = sourceOf(which)
  if (source === null)
    return {
      kind: 'wrong',
      problem: `${which} is no backup: it is no name of one, and no folder here with a ${MANIFEST} in it.`,
    }
  const { into, replace = false, live = false, unencrypted = false } = values
  return { kind: 'restore', source, into, replace, isLive: live, isOpenFine: unencrypted }
}

function sourceOf(which: string): Source | null {
  if (which === 'latest' || BACKUP_NAME.test(which)) return { kind: 'settings', name: which }
  if (/^(s3|https?):\/\//.test(which)) {
    const [address, name] = [which.slice(0, which.lastIndexOf('/')), basename(which)]
    if (BACKUP_NAME.test(name)) return { kind: 'bucket', address, name }
    return { kind: 'bucket', address: which.replace(/\/$/, ''), name: 'latest' }
  }
  const path = resolve(which)
  if (existsSync(join(path, MANIFEST))) return { kind: 'folder', folder: dirname(path), name: basename(path) }
  return null
}
