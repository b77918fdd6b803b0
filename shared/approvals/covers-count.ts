import { z } from 'zod'
import { Id } from '../basics/scalars.ts'

/** A recount that takes pieces off a shelf. */
export type LosingCount = {
  /** The id of its movement: one answer is for one booking. */
  id: string
  productId: string
  /** Pieces that it takes off, above 0. */
  lost: number
}

const Counts = z.array(z.tuple([Id, Id, z.int().min(0)]))
const Products = z.array(Id)

/** What a request tells of the counts that it is about, small: each with its movement, product and pieces. */
export function countsIn(counts: readonly LosingCount[]): { counts: [string, string, number][] } {
  return { counts: counts.map(({ id, productId, lost }) => [id, productId, lost]) }
}

/**
 * Whether a count is one that the desk was asked about, and takes no more than was said of it (A3). What a manager
 * looked at is the sum: where the parts come to more, none of them was allowed. A till of before names the products
 * alone, and writes the sum in the digits of its language: where that reads as figures it holds for each count.
 */
export function coversCount(
  { before, after, details }: { before: unknown; after: unknown; details: Readonly<Record<string, unknown>> },
  { id, productId, lost }: LosingCount,
): boolean {
  const shown = piecesIn(before) - piecesIn(after)
  if (details['counts'] === undefined) {
    return (Products.safeParse(details['productIds']).data ?? []).includes(productId) && !(lost > shown)
  }
  const counts = Counts.safeParse(details['counts']).data ?? []
  if (!(counts.reduce((sum, [, , pieces]) => sum + pieces, 0) <= shown)) return false
  return counts.some(([of, what, pieces]) => of === id && what === productId && lost <= pieces)
}

/** Pieces as a request says them, in figures; NaN where it says anything else, of which nothing is no more. */
export function piecesIn(value: unknown): number {
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN
}
