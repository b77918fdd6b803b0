import { Outbox } from '../../shared/sync/outbox.ts'
import type { ShopSession } from './shop.ts'
import type { UnsentDocument } from './unsent.ts'

/** What stands before the ciphertext: enough to open the file with the passphrase alone. */
type Envelope = {
  format: 'omnisync-unsent'
  version: 2
  iterations: number
  salt: string
  iv: string
  /** SHA-256 of `data`: by it a damaged file is told from a wrong passphrase. */
  sum: string
  data: string
}

export type OpenedExport =
  | { kind: 'opened'; outbox: Outbox }
  /** No file of ours at all. */
  | { kind: 'not-ours' }
  | { kind: 'damaged' }
  | { kind: 'wrong-passphrase' }

/** As OWASP asks of PBKDF2 with SHA-256. */
const iterations = 600_000
/** More than any file of ours asks for; a crafted one must not keep the page busy. */
const mostIterations = 2_000_000

/** The unsent queue with the lane that wrote it, as a file holds it. */
export function outboxOf(
  { user, lane }: ShopSession,
  unsent: readonly UnsentDocument[],
  now: number,
): Outbox {
  if (!lane) throw new Error('only a lane has an outbox')
  return {
    tenantId: user.tenantId,
    deviceId: lane.deviceId,
    branchId: lane.branchId,
    lane: `${lane.branchCode}-${lane.code}`,
    savedAt: new Date(now).toISOString(),
    documents: [...unsent],
  }
}

/**
 * The unsent queue as an encrypted file (C8): AES-GCM, its key from the passphrase by PBKDF2.
 *
 * @throws RangeError for a passphrase below eight characters
 */
export async function exportUnsent(outbox: Outbox, passphrase: string): Promise<Blob> {
  if (passphrase.length < 8) throw new RangeError('the passphrase needs at least eight characters')
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(outbox))
  const key = await keyFrom(passphrase, salt, iterations)
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text))
  const envelope: Envelope = {
    format: 'omnisync-unsent',
    version: 2,
    iterations,
    salt: base64(salt),
    iv: base64(iv),
    sum: await sumOf(data),
    data: base64(data),
  }
  return new Blob([JSON.stringify(envelope)], { type: 'application/json' })
}

/** The queue that such a file holds, or why it does not open. */
export async function openExport(file: Blob, passphrase: string): Promise<OpenedExport> {
  const text = await file.text()
  if (!text.includes('"omnisync-unsent"')) return { kind: 'not-ours' }
  const read = await readEnvelope(text).catch(() => null)
  if (!read) return { kind: 'damaged' }
  const plain = await decrypted(read, passphrase).catch(() => null)
  if (plain === null) return { kind: 'wrong-passphrase' }
  const outbox = Outbox.safeParse(JSON.parse(plain))
  return outbox.success ? { kind: 'opened', outbox: outbox.data } : { kind: 'damaged' }
}

type Sealed = {
  salt: Uint8Array<ArrayBuffer>
  iv: Uint8Array<ArrayBuffer>
  data: Uint8Array<ArrayBuffer>
  rounds: number
}

/** @throws where anything in it is not as we write it */
async function readEnvelope(text: string): Promise<Sealed | null> {
  const { format, version, iterations: rounds, salt, iv, sum, data } = JSON.parse(text) as Envelope
  if (format !== 'omnisync-unsent' || version !== 2) return null
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > mostIterations) return null
  const sealed = { salt: bytes(salt), iv: bytes(iv), data: bytes(data), rounds }
  const isWhole = sealed.salt.length === 16 && sealed.iv.length === 12
  return isWhole && (await sumOf(sealed.data)) === sum ? sealed : null
}

async function decrypted({ salt, iv, data, rounds }: Sealed, passphrase: string): Promise<string> {
  const key = await keyFrom(passphrase, salt, rounds)
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data))
}

async function sumOf(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
}

async function keyFrom(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CryptoKey> {
  const words = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
    'deriveKey',
  ])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    words,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function base64(data: Uint8Array): string {
  let text = ''
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192))
  return btoa(text)
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
