import { fromBase32, toBase32 } from '../basics/base32.ts'

/** How every code of a receipt begins: whose it is, and the form it is written in. */
const mark = 'OMNI1'
/** Figures of one code: a QR of version 25 at the lowest correction holds so many, and a till's scanner still reads it. */
const mostInPart = 1853
const mostParts = 4
const headLength = mark.length + 6

/**
 * Bytes as the texts of one or more QR codes, in figures and capitals: `OMNI1`, which part of how many, four figures
 * that all parts of one receipt share, and the part. Null where four codes would not hold them.
 */
export function receiptParts(bytes: Uint8Array): string[] | null {
  const text = toBase32(bytes)
  const count = Math.ceil(text.length / (mostInPart - headLength))
  if (count > mostParts) return null
  const length = Math.ceil(text.length / count)
  const tag = text.slice(-4)
  return Array.from(
    { length: count },
    (_part, index) => `${mark}${index + 1}${count}${tag}${text.slice(index * length, (index + 1) * length)}`,
  )
}

/** One code of a receipt as it was scanned. */
export type ReceiptPart = { index: number; count: number; tag: string; text: string }

/** Null where it is no code of a receipt. */
export function readPart(scanned: string): ReceiptPart | null {
  const read = /^OMNI1([1-4])([1-4])([0-9A-Z]{4})([0-9A-Z]+)$/.exec(scanned.trim().toUpperCase())
  if (!read) return null
  const [, index, count, tag = '', text = ''] = read
  const part = { index: Number(index), count: Number(count), tag, text }
  return part.index <= part.count ? part : null
}

/** The bytes of all parts of one receipt, in any order; null where one is missing or belongs to another receipt. */
export function joinParts(parts: readonly ReceiptPart[]): Uint8Array | null {
  const [first] = parts
  if (!first || parts.length !== first.count) return null
  const sorted = parts.toSorted((a, b) => a.index - b.index)
  const fitting = sorted.every(
    (part, at) => part.index === at + 1 && part.count === first.count && part.tag === first.tag,
  )
  const text = sorted.map((part) => part.text).join('')
  return fitting && text.endsWith(first.tag) ? fromBase32(text) : null
}

/** What the bytes of a receipt's code are: who signed, the packed and compressed order, and the signature. */
export type SignedReceipt = { deviceId: string; signed: Uint8Array; body: Uint8Array; signature: Uint8Array }

const signatureLength = 16
const idLength = 16

/** Puts the id of the device that signs before the body; its HMAC-SHA-256 of this, cut to 16 bytes, goes behind. */
export function toSign(deviceId: string, body: Uint8Array): Uint8Array {
  const digits = deviceId.replaceAll('-', '')
  const id = Array.from({ length: idLength }, (_byte, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  )
  return Uint8Array.from([...id, ...body])
}

export function withSignature(signed: Uint8Array, hmac: Uint8Array): Uint8Array {
  return Uint8Array.from([...signed, ...hmac.subarray(0, signatureLength)])
}

/** Takes the bytes of a code apart; null where they are too few. */
export function openReceipt(bytes: Uint8Array): SignedReceipt | null {
  if (bytes.length <= idLength + signatureLength) return null
  const signed = bytes.subarray(0, bytes.length - signatureLength)
  const digits = Array.from(signed.subarray(0, idLength), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  const deviceId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return { deviceId, signed, body: signed.subarray(idLength), signature: bytes.subarray(signed.length) }
}
