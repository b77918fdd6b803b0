import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'
import { Pin } from './lane-people.ts'
import { Password } from './people.ts'

/** A link by which somebody sets their own password and PIN, once; `token` goes behind the `#` of /join. */
export const Invitation = z.object({ token: z.string(), expiresAt: Instant })
export type Invitation = z.infer<typeof Invitation>

const token = z.string().min(1).max(200)
export const InvitationQuery = z.strictObject({ token })

/** Whom the link is for. */
export const Invited = z.object({ name: z.string(), email: z.string(), business: z.string() })
export type Invited = z.infer<typeof Invited>

export const JoinBody = z.strictObject({ token, password: Password, pin: z.nullable(Pin) })
export type JoinBody = z.infer<typeof JoinBody>
