import { createHash } from 'node:crypto'
import { BackupFault } from './fault.ts'
import { cipherOf, plainText } from './key.ts'
import type { BackupKey, Cipher } from './key.ts'
import { MANIFEST, OpenBackup, readManifest } from './manifest.ts'
import type { Manifest, Part, TableInBackup } from './manifest.ts'
import type { Store } from './store.ts'

/** A backup that was found in a store. */
export type FoundBackup = {
  manifest: Manifest
  store: Store
  cipher: Cipher
  /** Newer ones that are not encrypted, and were not looked at for that. */
  passedOver: string[]
}

/**
 * Finds a backup by its name, or the newest that is one: with a key, the newest that is encrypted, since those of before
 * there was a key may be anybody's.
 *
 * @param isOpenFine whether one is taken that is not encrypted though there is a key
 * @throws BackupFault damaged where there is none of that name, or its manifest cannot be read; wrong-key
 */
export async function findBackup(
  store: Store,
  name: string,
  key: BackupKey | null,
  isOpenFine = false,
): Promise<FoundBackup> {
  const passedOver: string[] = []
  let refused: unknown
  for (const one of name === 'latest' ? (await store.list()).toReversed() : [name]) {
    const text = await store.read(one, MANIFEST)
    if (text === null) continue
    let manifest
    try {
      manifest = readManifest(text, key, isOpenFine)
    } catch (error) {
      if (name !== 'latest' || !(error instanceof OpenBackup)) throw of(one, error)
      refused = error
      passedOver.push(one)
      continue
    }
    if (manifest.name !== one)
      throw new BackupFault(
        'damaged',
        `${one} in ${store.place} is the backup ${manifest.name} under another name, and its files are found by its own. Name it ${manifest.name} again, then try once more.`,
      )
    const { encryption } = manifest
    const cipher = key && encryption ? cipherOf(key, manifest.name, encryption.salt) : plainText
    return { manifest, store, cipher, passedOver }
  }
  if (refused !== undefined) throw refused
  throw new BackupFault(
    'damaged',
    name === 'latest'
      ? `There is no backup in ${store.place}. One whose folder was renamed is not looked at: its manifest has its name, like 20260105T021500Z-cafe0123.`
      : `${name} in ${store.place} is no backup: it has no ${MANIFEST}, or is not there.`,
  )
}

/** A fault of a manifest says of which backup it is: `latest` did not. */
function of(name: string, error: unknown): unknown {
  if (!(error instanceof BackupFault) || error.code !== 'damaged') return error
  return new BackupFault('damaged', `${name}: ${error.message} Another backup can be named in its place.`, {
    cause: error,
  })
}

/**
 * Reads every file of a backup and compares it with the manifest.
 *
 * @throws BackupFault damaged, which names the first file that is missing, cut short or changed
 */
export async function verifyBackup(backup: FoundBackup): Promise<void> {
  for (const { parts } of backup.manifest.tables) for (const part of parts) await readPart(backup, part)
}

/** A table's compressed text, part by part, each checked and decrypted. */
export async function* partsOf(backup: FoundBackup, { parts }: TableInBackup): AsyncGenerator<Buffer> {
  for (const part of parts) yield await readPart(backup, part)
}

async function readPart({ manifest, store, cipher }: FoundBackup, part: Part): Promise<Buffer> {
  const bytes = await store.read(manifest.name, part.file)
  const of = `${part.file} of the backup ${manifest.name}`
  if (bytes === null) throw new BackupFault('damaged', `${of} is missing.`)
  if (bytes.length !== part.bytes)
    throw new BackupFault('damaged', `${of} has ${bytes.length} bytes and should have ${part.bytes}.`)
  if (createHash('sha256').update(bytes).digest('hex') !== part.sha256)
    throw new BackupFault('damaged', `${of} is not as it was written: its checksum differs.`)
  return cipher.decrypt(part.file, bytes)
}
