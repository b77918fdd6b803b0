import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { OrderFact } from '../../shared/orders/order.ts'
import { unpackOrder } from '../../shared/orders/pack-order.ts'
import { joinParts, openReceipt, readPart } from '../../shared/orders/receipt-parts.ts'
import type { SignedReceipt } from '../../shared/orders/receipt-parts.ts'
import { ApiError } from '../http/api-error.ts'
import { receiptKeyOf } from '../devices/receipt-key.ts'

/** More than any order packs to: a few hundred bytes could else inflate to gigabytes. */
const mostBytes = 1_000_000

/**
 * The scanned codes of one receipt, put together. What they say is not to be believed before `factOfReceipt`.
 *
 * @throws ApiError order/rescue-unreadable
 */
export function receiptOf(codes: readonly string[]): SignedReceipt {
  const parts = codes.map(readPart)
  const bytes = joinParts(parts.flatMap((part) => part ?? []))
  const receipt = bytes && openReceipt(bytes)
  if (!receipt || parts.includes(null)) throw new ApiError('order/rescue-unreadable')
  return receipt
}

/**
 * The order of a receipt that this business's lane signed, exactly as the lane wrote it.
 *
 * @throws ApiError order/rescue-tampered
 */
export function factOfReceipt(secret: string, tenantId: string, receipt: SignedReceipt): OrderFact {
  const key = Buffer.from(receiptKeyOf(secret, tenantId, receipt.deviceId), 'base64url')
  const ours = createHmac('sha256', key).update(receipt.signed).digest().subarray(0, receipt.signature.length)
  if (!timingSafeEqual(ours, receipt.signature)) throw new ApiError('order/rescue-tampered')
  const fact = unpackOrder(inflated(receipt.body))
  if (fact?.deviceId !== receipt.deviceId) throw new ApiError('order/rescue-unreadable')
  return fact
}

function inflated(body: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(body, { maxOutputLength: mostBytes })
  } catch {
    throw new ApiError('order/rescue-unreadable')
  }
}
