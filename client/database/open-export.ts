import { Outbox } from '../../shared/sync/outbox.ts'
import { bytes, keyFrom, sumOf, type Envelope } from './sealed-file.ts'

export type OpenedExport =
  | { kind: 'opened'; outbox: Outbox }
  /** No file of ours at all. */
  | { kind: 'not-ours' }
  | { kind: 'damaged' }
  | { kind: 'wrong-passphrase' }

/** More than any file of ours asks for; a crafted one must not keep the page busy. */
const mostIterations = 2_000_000

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
