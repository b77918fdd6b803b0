import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether a body was signed with one of some secrets. Over the bytes as they came: Shopify writes JSON in its own way,
 * and what was parsed and written again is another text.
 */
export function isSigned(body: Buffer, signature: Buffer, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    const ours = createHmac('sha256', secret).update(body).digest()
    return ours.length === signature.length && timingSafeEqual(ours, signature)
  })
}
