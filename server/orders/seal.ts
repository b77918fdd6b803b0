import { createHmac } from 'node:crypto'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { OrderFact } from '../../shared/orders/order.ts'

/** What the server vouches for: the fact, how it ended and when. Not the position, which a restore changes (E3). */
export type Sealed = { fact: OrderFact; status: 'accepted' | 'cancelled'; settledAt: string }

/**
 * The seal of an accepted or settled order: HMAC-SHA-256 by the server over its canonical form, base64url (O10).
 * The key is derived, so that a seal can never pass for anything else that the secret signs.
 */
export function sealOf(secret: string, sealed: Sealed): string {
  const key = createHmac('sha256', secret).update('order-seal-v1').digest()
  return createHmac('sha256', key).update(canonicalJson(sealed)).digest('base64url')
}
