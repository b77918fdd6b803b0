import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { OrderFact, Settlement } from '../../shared/orders/order.ts'

/**
 * What the server vouches for: the fact, how it ended and when, and how a desk settled it where something else was
 * handed over than the fact says (O7). Not the position, which a restore changes (E3).
 */
export type Sealed = {
  fact: OrderFact
  status: 'accepted' | 'cancelled'
  settledAt: string
  settlement?: Settlement | null | undefined
}

/** The same with the fact as canonical text, where that is at hand: making it is most of the work. */
export type SealedText = Omit<Sealed, 'fact'> & { factText: string }

/**
 * The seal of an accepted or settled order: HMAC-SHA-256 by the server over its canonical form, base64url (O10).
 * The key is derived, so that a seal can never pass for anything else that the secret signs.
 */
export function sealOf(secret: string, { fact, ...ending }: Sealed): string {
  return sealOfText(secret, { ...ending, factText: canonicalJson(fact) })
}

/** The seal of an order whose fact is canonical text already. */
export function sealOfText(secret: string, { factText, status, settledAt, settlement }: SealedText): string {
  const given = settlement?.given ? `,"settlement":${canonicalJson(settlement)}` : ''
  const text = `{"fact":${factText},"settledAt":${JSON.stringify(settledAt)}${given},"status":"${status}"}`
  return createHmac('sha256', keyOf(secret)).update(text).digest('base64url')
}

/** Whether a seal is our own for this. */
export function isSealOf(seal: string, secret: string, sealed: SealedText): boolean {
  const [said, ours] = [Buffer.from(seal), Buffer.from(sealOfText(secret, sealed))]
  return said.length === ours.length && timingSafeEqual(said, ours)
}

let derived: { secret: string; key: KeyObject } | undefined

/** Derived once: a process has one secret, and a seal is made for every order. */
function keyOf(secret: string): KeyObject {
  if (derived?.secret !== secret) {
    derived = { secret, key: createSecretKey(createHmac('sha256', secret).update('order-seal-v1').digest()) }
  }
  return derived.key
}
