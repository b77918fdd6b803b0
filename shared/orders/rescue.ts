import { z } from 'zod'

/** The codes of one receipt as they were scanned, in any order. */
export const RescueBody = z.strictObject({ codes: z.array(z.string().min(10).max(3000)).min(1).max(4) })
