import { z } from 'zod'
import { Id, Instant, title } from '../basics/scalars.ts'
import { Role } from './roles.ts'

/**
 * Somebody who may work at a lane, as the lane keeps them. The hash travels so that a PIN can be checked without the
 * network; see docs/decisions/2026-11-21-pin-hashes-at-the-lane.md for what that costs.
 */
export const LanePerson = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** argon2id, in PHC string format. */
  pinHash: z.string(),
})
export type LanePerson = z.infer<typeof LanePerson>

export const LanePeople = z.object({
  people: z.array(LanePerson),
  /** What the lane signs the codes on its receipts by, base64url; a server that is older than this has none. */
  receiptKey: z.nullable(z.string()).default(null),
})

export const Pin = z.string().regex(/^\d{4,8}$/, '4 to 8 figures')

/** A new PIN of one's own; the password says that it is oneself. */
export const PinBody = z.strictObject({ password: z.string().min(1).max(200), pin: Pin })

/** Wrong PINs of one person for one purpose: how often, from when to when. */
export const PinFailure = z.strictObject({
  /** Who was meant. */
  personId: Id,
  /** What the PIN was asked for: `switch`, `unlock`, or the kind of an approval. */
  purpose: title(60),
  count: z.int().min(1).max(10_000),
  firstAt: Instant,
  lastAt: Instant,
})
export type PinFailure = z.infer<typeof PinFailure>

export const PinFailures = z.strictObject({ failures: z.array(PinFailure).min(1).max(100) })
export type PinFailures = z.infer<typeof PinFailures>

/** Whose word lifts a limit: managers, which are ADMIN and SUPPORT. */
export function mayApprove(role: Role): boolean {
  return role !== 'STAFF'
}
