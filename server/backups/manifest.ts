import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { BackupFault } from './fault.ts'
import type { BackupKey } from './key.ts'

/** The file that makes a folder a backup: written last, so that what a dead process left has none. */
export const MANIFEST = 'manifest.json'

const Count = z.int().min(0)
/** Never a way out of the backup's own folder. */
const FileName = z.string().regex(/^[a-z0-9_]+(\.[a-z0-9]+)+$/)

/** A piece of a table's compressed text, as it lies in the store. */
const Part = z.strictObject({ file: FileName, bytes: Count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export type Part = z.infer<typeof Part>

/** Count, sum and xor of the positions of a business's live rows, as devices compare them too (C5). */
const Digest = z.strictObject({ tenantId: z.string(), count: Count, sum: z.string(), xor: z.string() })

const Table = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: Count,
  /** Of the text that COPY wrote, before it was compressed. */
  bytes: Count,
  /** Of synced tables. */
  digests: z.array(Digest).nullable(),
  parts: z.array(Part).min(1),
})
export type TableInBackup = z.infer<typeof Table>

/** What a backup holds: enough to know before anything is written whether all of it is there and as it was. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  name: z.string(),
  /** The version of OmniSync that took it. */
  version: z.string(),
  /** The moment of its snapshot, and when the last table was written. */
  takenAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** The schema: every migration that had run. */
  migrations: z.array(z.string()).min(1),
  /** Where each business's log stood. */
  logs: z.array(z.strictObject({ tenantId: z.string(), epoch: z.string(), head: Count })),
  tables: z.array(Table),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.string(), called: z.boolean() })),
  /** By which key its parts are encrypted; null where they are not. */
  encryption: z.nullable(z.strictObject({ keyId: z.string(), salt: z.string() })),
  /** An HMAC by that key over all of the above; null where there is no key. */
  seal: z.nullable(z.string()),
})
export type Manifest = z.infer<typeof Manifest>

/** It is not encrypted, and nobody said that it may be. */
export class OpenBackup extends BackupFault {}

/** Bytes of all parts, as they lie in the store. */
export function bytesOf({ tables }: Manifest): number {
  return tables.reduce((sum, { parts }) => sum + parts.reduce((all, { bytes }) => all + bytes, 0), 0)
}

/** Rows of all tables. */
export function rowsOf({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** The text of a manifest, sealed where there is a key. */
export function writeManifest(manifest: Omit<Manifest, 'seal'>, key: BackupKey | null): Buffer {
  const seal = key === null ? null : sealOf(manifest, key)
  return Buffer.from(`${JSON.stringify({ ...manifest, seal }, null, 1)}\n`)
}

/**
 * Reads a manifest. With a key one that is not encrypted is refused: nothing vouches for it, and whoever can write where
 * backups lie could have put it there.
 *
 * @param isOpenFine whether one is taken that is not encrypted though there is a key
 * @throws BackupFault damaged where it is none, wrong-key where it needs another key than the one given, or has none
 */
export function readManifest(text: Buffer, key: BackupKey | null, isOpenFine = false): Manifest {
  const manifest = parsed(text)
  const { seal, ...rest } = manifest
  const { encryption } = manifest
  if (encryption === null) {
    if (key === null || isOpenFine) return manifest
    throw new OpenBackup(
      'wrong-key',
      'This backup is not encrypted, so that nothing vouches for it, and OMNISYNC_BACKUP_KEY is set. If it is your own, of before there was a key, say --unencrypted.',
    )
  }
  if (key === null)
    throw new BackupFault(
      'wrong-key',
      `This backup is encrypted by the key ${encryption.keyId}, and OMNISYNC_BACKUP_KEY is not set.`,
    )
  if (key.id !== encryption.keyId)
    throw new BackupFault(
      'wrong-key',
      `This backup is encrypted by the key ${encryption.keyId}; OMNISYNC_BACKUP_KEY is another one (${key.id}).`,
    )
  if (seal === null || !isEqual(seal, sealOf(rest, key)))
    throw new BackupFault('damaged', `${MANIFEST} is not as it was written: its seal does not fit.`)
  return manifest
}

function parsed(text: Buffer): Manifest {
  try {
    return Manifest.parse(JSON.parse(text.toString('utf8')))
  } catch (error) {
    throw new BackupFault('damaged', `${MANIFEST} cannot be read: it is cut short, or not of a backup.`, {
      cause: error,
    })
  }
}

function sealOf(manifest: Omit<Manifest, 'seal'>, { secret }: BackupKey): string {
  return createHmac('sha256', secret)
    .update(`manifest ${canonicalJson(manifest)}`)
    .digest('base64url')
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
