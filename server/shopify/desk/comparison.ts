import { z } from 'zod'
import { ShopComparison } from '../../../shared/shopify/shop-status.ts'
import type { ConnectedShop } from '../../../shared/shopify/shop-status.ts'

/** As the comparison itself noted it. */
const Noted = z.object({
  endedAt: z.string(),
  levels: z.int(),
  drifted: z.int(),
  pieces: z.int(),
  held: z.int(),
})

/**
 * The last comparison of both sides, and whether one was asked for since.
 *
 * @param at when it was, or long ago where it was asked for anew (see `askComparison`)
 */
export function readComparison(
  at: Date | null,
  noted: unknown,
): Pick<ConnectedShop, 'comparison' | 'isToCompare'> {
  const read = Noted.transform(({ endedAt, levels, drifted, pieces, held }) => ({
    at: endedAt,
    levels,
    drifted,
    pieces,
    held,
  }))
    .pipe(ShopComparison)
    .safeParse(noted)
  return { comparison: read.success ? read.data : null, isToCompare: at?.getTime() === 0 }
}
