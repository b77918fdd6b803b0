import { z } from 'zod'
import { title } from '../basics/scalars.ts'

/** What a desk decides on a case so far: count the shelf again and accept, or call the sale off (O7). */
export const SettleBody = z.strictObject({
  action: z.enum(['recount', 'cancel']),
  reason: title(500),
})
export type SettleBody = z.infer<typeof SettleBody>
