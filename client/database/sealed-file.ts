/** What stands before the ciphertext: enough to open the file with the passphrase alone. */
export type Envelope = {
  format: 'omnisync-unsent'
  version: 2
  iterations: number
  salt: string
  iv: string
  /** SHA-256 of `data`: by it a damaged file is told from a wrong passphrase. */
  sum: string
  data: string
}

/** SHA-256, base64. */
export async function sumOf(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
}

/** The key that a passphrase makes. */
export async function keyFrom(
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

export function base64(data: Uint8Array): string {
  let text = ''
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192))
  return btoa(text)
}

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
