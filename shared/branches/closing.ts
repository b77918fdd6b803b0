import { z } from 'zod'
import { Seq } from '../basics/scalars.ts'

/**
 * What stands in the way of closing a branch, as counts: each is something that somebody would have to look for at a
 * branch that nobody works at any more.
 */
export const InTheWay = z.object({
  /** Lanes whose last word was that they have something to send. */
  unsentLanes: z.int(),
  openShifts: z.int(),
  parkedSales: z.int(),
  /** Conflicts of orders and movements that nobody has settled, and what waits for goods. */
  cases: z.int(),
  deadLetters: z.int(),
  /** Products with stock, and their pieces. */
  products: z.int(),
  pieces: z.int(),
  /** Locations of the online shop whose stock is this branch's. */
  locations: z.int(),
  /** Whether it is the only one that is open. */
  isLast: z.boolean(),
})
export type InTheWay = z.infer<typeof InTheWay>

/** GET /branches/:id/closing. */
export const Closing = z.object({ inTheWay: InTheWay })

/** POST /branches/:id/close and /reopen; `version` as for the settings. */
export const ClosingBody = z.strictObject({ version: Seq })
export type ClosingBody = z.infer<typeof ClosingBody>

/** Whether anything does. */
export function isInTheWay(found: InTheWay): boolean {
  return Object.values(found).some((one) => one !== 0 && one !== false)
}
