import type { UnsentDocument } from './unsent.ts'

/** What stands before the ciphertext: enough to open the file with the passphrase alone. */
type Envelope = {
  format: 'omnisync-unsent'
  version: 1
  iterations: number
  salt: string
  iv: string
  data: string
}

/** As OWASP asks of PBKDF2 with SHA-256. */
const iterations = 600_000

/**
 * The unsent queue as an encrypted file (C8): AES-GCM, its key from the passphrase by PBKDF2.
 *
 * @throws RangeError for a passphrase below eight characters
 */
export async function exportUnsent(unsent: readonly UnsentDocument[], passphrase: string): Promise<Blob> {
  if (passphrase.length < 8) throw new RangeError('the passphrase needs at least eight characters')
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(unsent))
  const key = await keyFrom(passphrase, salt, iterations)
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text))
  const envelope: Envelope = {
    format: 'omnisync-unsent',
    version: 1,
    iterations,
    salt: base64(salt),
    iv: base64(iv),
    data: base64(data),
  }
  return new Blob([JSON.stringify(envelope)], { type: 'application/json' })
}

/** The queue that such a file holds; null where it is none of ours or the passphrase is wrong. */
export async function openExport(file: Blob, passphrase: string): Promise<UnsentDocument[] | null> {
  try {
    const envelope = JSON.parse(await file.text()) as Envelope
    if (envelope.format !== 'omnisync-unsent') return null
    const key = await keyFrom(passphrase, bytes(envelope.salt), envelope.iterations)
    const iv = bytes(envelope.iv)
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes(envelope.data))
    return JSON.parse(new TextDecoder().decode(text)) as UnsentDocument[]
  } catch {
    return null
  }
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
