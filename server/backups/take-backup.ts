import { createHash, randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { appVersion } from '../../shared/version.ts'
import { copiedTables, copyTarget } from './copied-tables.ts'
import type { CopiedTable } from './copied-tables.ts'
import { cipherOf, newSalt, plainText } from './key.ts'
import type { BackupKey, Cipher } from './key.ts'
import { MANIFEST, writeManifest } from './manifest.ts'
import type { Manifest, Part, TableInBackup } from './manifest.ts'
import { asOwner } from './owner.ts'
import { inParts } from './parts.ts'
import { backupName } from './store.ts'
import type { Store } from './store.ts'

export type TakeOptions = {
  /** Connection string of the database's owner. */
  url: string
  store: Store
  key: BackupKey | null
  now: () => number
  /** Aborted when the process is about to stop. */
  signal?: AbortSignal
  /** Asked before the manifest is written: throws where another may be at work by now, and clear this one away. */
  stillAlone?: () => Promise<void>
}

/**
 * Copies every table of the shop into the store, as all of them were at one moment. Nobody is held up meanwhile:
 * readers take no lock that a writer waits for. What fails on the way leaves no backup, only remains without a
 * manifest, which the next one clears away.
 *
 * @throws BackupFault, or what Postgres or the store answered
 */
export async function takeBackup(options: TakeOptions): Promise<Manifest> {
  const { store, key } = options
  const name = backupName(new Date(options.now()), randomBytes(4).toString('hex'))
  const salt = newSalt()
  const cipher = key === null ? plainText : cipherOf(key, name, salt)
  const unsealed = await asOwner(options.url, async (client) => {
    // Whom row-level security binds would copy nobody's rows without a word: refuse instead.
    await client.query(`set row_security = off; set datestyle = iso; set lock_timeout = '5s';
      begin transaction isolation level repeatable read read only`)
    const takenAt = await client.query<{ at: Date }>('select clock_timestamp() as at')
    const head = await readHead(client)
    const tables: TableInBackup[] = []
    for (const table of await copiedTables(client)) {
      options.signal?.throwIfAborted()
      tables.push(await copyTable(client, table, { ...options, name, cipher }))
    }
    await client.query('commit')
    return {
      format: 1 as const,
      name,
      version: appVersion,
      takenAt: (takenAt.rows[0]?.at ?? new Date(options.now())).toISOString(),
      finishedAt: new Date(options.now()).toISOString(),
      ...head,
      tables,
      encryption: key && { keyId: key.id, salt },
    }
  })
  const manifest = writeManifest(unsealed, key)
  await options.stillAlone?.()
  await store.write(name, MANIFEST, manifest)
  return { ...unsealed, seal: null }
}

async function readHead(client: pg.Client): Promise<Pick<Manifest, 'migrations' | 'logs' | 'sequences'>> {
  const migrations = await client.query<{ name: string }>('select name from kysely_migration order by name')
  const logs = await client.query<{ tenantId: string; epoch: string; head: string }>(
    `select tenant_id as "tenantId", epoch, head from log_heads order by tenant_id`,
  )
  const sequences = await client.query<{ name: string; value: string | null; start: string }>(
    `select sequencename as name, last_value::text as value, start_value::text as start
     from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  return {
    migrations: migrations.rows.map(({ name }) => name),
    logs: logs.rows.map((log) => ({ ...log, head: Number(log.head) })),
    sequences: sequences.rows.map(({ name, value, start }) => ({
      name,
      value: value ?? start,
      called: value !== null,
    })),
  }
}

type Copying = Pick<TakeOptions, 'store' | 'signal'> & { name: string; cipher: Cipher }

async function copyTable(
  client: pg.Client,
  table: CopiedTable,
  { store, signal, name, cipher }: Copying,
): Promise<TableInBackup> {
  const digests = table.isSynced ? await digestsOf(client, table.name) : null
  const copy = client.query(copyTo(`copy ${copyTarget(client, table)} to stdout`))
  // The fastest level: the text of rows is much the same over and over, and the processor is the shop's.
  const packed = createZstdCompress({
    chunkSize: 262_144,
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  })
  const parts: Part[] = []
  const keepParts = async (): Promise<void> => {
    for await (const plain of inParts(packed)) {
      const file = `${table.name}.${String(parts.length + 1).padStart(5, '0')}.zst`
      const bytes = cipher.encrypt(file, plain)
      await store.write(name, file, bytes)
      parts.push({ file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    }
  }
  await Promise.all([pipeline(copy, packed, signal ? { signal } : {}), keepParts()])
  return {
    name: table.name,
    columns: table.columns,
    rows: copy.rowCount,
    bytes: packed.bytesWritten,
    digests,
    parts,
  }
}

/** In the snapshot of the copy, so that a drill can tell whether what came back is what was there. */
export async function digestsOf(
  client: pg.ClientBase,
  table: string,
): Promise<NonNullable<TableInBackup['digests']>> {
  const { rows } = await client.query<NonNullable<TableInBackup['digests']>[number]>(
    `select tenant_id as "tenantId", count(*)::integer as count, sum(seq)::text as sum, bit_xor(seq)::text as xor
     from public.${client.escapeIdentifier(table)} where not deleted group by tenant_id order by tenant_id`,
  )
  return rows
}
