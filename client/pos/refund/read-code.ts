import type { ReceiptPart } from '../../../shared/orders/receipt-parts.ts'
import { readPart } from '../../../shared/orders/receipt-parts.ts'

/** What a scanned or typed text says of a receipt. */
export type ReceiptText =
  /** One of the codes that carry the whole order. */
  | { kind: 'part'; part: ReceiptPart; code: string }
  /** Only which order it is. */
  | { kind: 'id'; id: string; number: string }
  | { kind: 'number'; number: string }

/** Null where it is no receipt's: a product's code, or words. */
export function readReceiptText(text: string): ReceiptText | null {
  const code = text.trim()
  const part = readPart(code)
  if (part) return { kind: 'part', part, code: code.toUpperCase() }
  const [mark, version, id, number] = code.split(':')
  if (mark?.toLowerCase() === 'omnisync' && version === '1' && id && number) {
    return { kind: 'id', id: id.toLowerCase(), number: number.toUpperCase() }
  }
  const isNumber = /^[A-Z0-9]{1,8}-L\d{1,6}-\d{6,}$/i.test(code)
  return isNumber ? { kind: 'number', number: code.toUpperCase() } : null
}
