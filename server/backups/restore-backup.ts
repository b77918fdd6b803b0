import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrateWithin, migrationNames } from '../database/migrate.ts'
import { installJobs } from '../jobs/install-jobs.ts'
import { renewAllEpochs } from '../log/epoch.ts'
import { copiedTables, copyTarget } from './copied-tables.ts'
import { BackupFault } from './fault.ts'
import { lockEverything } from './lock-everything.ts'
import type { TableInBackup } from './manifest.ts'
import { asOwner } from './owner.ts'
import { partsOf, verifyBackup } from './read-backup.ts'
import type { FoundBackup } from './read-backup.ts'
import { forgetSchema, holdsBusiness } from './schema-of-ours.ts'
import { layConstraintsAside } from './without-constraints.ts'

export type RestoreOptions = {
  /** Connection string of the owner of the database to fill. */
  url: string
  backup: FoundBackup
  /** Whether a database that holds a business may be overwritten. */
  replace: boolean
  /** Aborted when the process is about to stop: the database is left as it was then. */
  signal?: AbortSignal
  /** Told, in sentences, what happens. */
  say: (line: string) => void
}

/**
 * Puts a backup in place of what a database holds, and tells every device by a new epoch (E1): they pull everything
 * again, and send again what the backup lacks (E2, E3). One transaction from the first table to the last: whatever
 * goes wrong, and wherever the process dies, the database is as it was.
 *
 * @throws BackupFault where the backup is damaged or of a later version, or the database holds a business and
 *   `replace` was not said; nothing was written then
 */
export async function restoreBackup({ url, backup, replace, say, signal }: RestoreOptions): Promise<void> {
  const { manifest } = backup
  await refuseNewer(manifest.migrations)
  say(`Checking the ${manifest.tables.length} tables of ${manifest.name}.`)
  await verifyBackup(backup)
  await asOwner(url, async (client) => {
    if (!replace && (await holdsBusiness(client)))
      throw new BackupFault(
        'store-refused',
        'This database holds a business already. Name an empty one, or say --replace to overwrite it.',
      )
    say('Writing.')
    await withKysely(client)
      .transaction()
      .execute(async (tx) => {
        await lockEverything(client)
        await forgetSchema(client)
        // The schema of its time first, so that every column is where the backup has it; what came later, after the rows.
        await migrateWithin(tx, manifest.migrations)
        const put = await layConstraintsAside(client)
        await refuseOtherTables(client, manifest.tables)
        for (const table of manifest.tables) {
          signal?.throwIfAborted()
          await fillTable(client, table, backup)
        }
        for (const { name, value, called } of manifest.sequences)
          await client.query('select setval($1::regclass, $2, $3)', [
            `public.${client.escapeIdentifier(name)}`,
            value,
            called,
          ])
        say('Putting indexes and foreign keys back.')
        await put.back()
        await migrateWithin(tx)
        await renewAllEpochs(client)
      })
    await client.query('analyze')
  })
  await installJobs(url)
}

async function fillTable(client: pg.Client, table: TableInBackup, backup: FoundBackup): Promise<void> {
  const copy = client.query(copyFrom(`copy ${copyTarget(client, table)} from stdin`))
  await pipeline(Readable.from(partsOf(backup, table)), createZstdDecompress({ chunkSize: 262_144 }), copy)
  if (copy.rowCount === table.rows) return
  throw new BackupFault(
    'damaged',
    `${table.name} has ${copy.rowCount} rows in the backup and should have ${table.rows}.`,
  )
}

async function refuseNewer(migrations: readonly string[]): Promise<void> {
  const known = new Set(await migrationNames())
  const unknown = migrations.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new BackupFault(
    'store-refused',
    `This backup is of a newer OmniSync, which knows ${unknown.join(', ')}. Restore it with that version or a later one.`,
  )
}

/** After its own migrations every table of the backup is there, with its columns; else the manifest is not of them. */
async function refuseOtherTables(client: pg.Client, tables: readonly TableInBackup[]): Promise<void> {
  const here = new Map((await copiedTables(client)).map(({ name, columns }) => [name, new Set(columns)]))
  const isOther = ({ name, columns }: TableInBackup): boolean =>
    columns.some((column) => here.get(name)?.has(column) !== true)
  const others = tables.filter(isOther).map(({ name }) => name)
  const missing = [...here.keys()].filter((name) => !tables.some((table) => table.name === name))
  if (others.length + missing.length === 0) return
  throw new BackupFault(
    'damaged',
    `The backup does not fit the schema that it names: ${[...others, ...missing].join(', ')}.`,
  )
}

/** The migrator's language on a connection that we hold ourselves. */
function withKysely(client: pg.Client): Kysely<unknown> {
  const lent = Object.assign(client, { release: () => {} })
  const pool = { options: {}, connect: () => Promise.resolve(lent), end: () => Promise.resolve() }
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool as never }) })
}
