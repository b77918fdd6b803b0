import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

/** How the Telegram bot of the installation does. */
export const BotFacts = z.object({
  /** As Telegram knows it; null before it was ever reached. */
  username: z.nullable(z.string()),
  /** Whether a node listens. */
  hasListener: z.boolean(),
  reachedAt: z.nullable(Instant),
  updateAt: z.nullable(Instant),
  failingSince: z.nullable(Instant),
  fault: z.nullable(z.string()),
})
export type BotFacts = z.infer<typeof BotFacts>
