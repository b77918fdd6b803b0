import type { OrderFact } from '../../shared/orders/order.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import { packOrder, unpackOrder } from '../../shared/orders/pack-order.ts'
import {
  joinParts,
  openReceipt,
  receiptParts,
  toSign,
  withSignature,
} from '../../shared/orders/receipt-parts.ts'
import type { ReceiptPart } from '../../shared/orders/receipt-parts.ts'

/**
 * The codes below an order of this lane: the whole order, compressed and signed by the lane's key, so that it survives
 * the lane. Null where it is too long for paper.
 *
 * @param key base64url, as the server gave it to the lane
 */
export async function proofOf(order: Order, key: string): Promise<string[] | null> {
  const body = await through(packOrder(factOf(order)), new CompressionStream('deflate-raw'))
  const signed = toSign(order.deviceId, body)
  return receiptParts(withSignature(signed, await hmac(key, signed)))
}

/**
 * What the codes of a receipt say; null where they are not the codes of one. Whether it is true, only the server and
 * the lane that signed it can tell.
 */
export async function readProof(parts: readonly ReceiptPart[]): Promise<OrderFact | null> {
  const bytes = joinParts(parts)
  const receipt = bytes && openReceipt(bytes)
  if (!receipt) return null
  try {
    const fact = unpackOrder(await through(receipt.body, new DecompressionStream('deflate-raw')))
    return fact?.deviceId === receipt.deviceId ? fact : null
  } catch {
    return null
  }
}

async function hmac(key: string, signed: Uint8Array): Promise<Uint8Array> {
  const raw = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, Uint8Array.from(signed)))
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const passed = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(stream)
  return new Uint8Array(await new Response(passed).arrayBuffer())
}
