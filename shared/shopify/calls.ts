import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'

/** A call that came to nothing, with what was asked and answered; no secret is among it. */
export const ShopCall = z.object({
  id: Id,
  at: Instant,
  operation: z.string(),
  code: z.string(),
  /** The HTTP status; null where no answer came. */
  status: z.nullable(z.int()),
  milliseconds: z.int().min(0),
  request: z.unknown(),
  answer: z.unknown(),
})
export type ShopCall = z.infer<typeof ShopCall>

export const ShopCalls = z.object({ calls: z.array(ShopCall) })
