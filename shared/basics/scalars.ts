import { z } from 'zod'

/** Money in the minor unit of its currency (cents, tiyin), a safe integer. Up to a hundred billion either way. */
export const Minor = z.int().min(-1e11).max(1e11).brand<'Minor'>()
export type Minor = z.infer<typeof Minor>

/** Money that cannot be negative: a price, a discount, a total. */
export const Amount = z.int().min(0).max(1e11).brand<'Minor'>()

/** Pieces of a product on an order line: at least one. */
export const Quantity = z.int().min(1).max(100_000).brand<'Quantity'>()
export type Quantity = z.infer<typeof Quantity>

/** A signed number of pieces: what a movement does to a level. */
export const Delta = z.int().min(-10_000_000).max(10_000_000).brand<'Delta'>()
export type Delta = z.infer<typeof Delta>

/** Pieces on a shelf: never negative (O3). */
export const OnHand = z.int().min(0).max(2_000_000_000).brand<'OnHand'>()
export type OnHand = z.infer<typeof OnHand>

/** A rate in basis points: 2000 is 20 %. */
export const BasisPoints = z.int().min(0).max(100_000).brand<'BasisPoints'>()
export type BasisPoints = z.infer<typeof BasisPoints>

/** A position in a tenant's log (L1); 0 until the server knows the document. */
export const Seq = z.int().min(0)
export type Seq = z.infer<typeof Seq>

/**
 * Any UUID; those we make are version 7. In small letters, as RFC 9562 writes them: Postgres would give another
 * spelling back, and a device would not know its own document by it (U2).
 */
export const Id = z.guid().regex(/^[^A-F]*$/, 'a UUID in lower-case letters')
export type Id = string

/** ISO 8601 in UTC with milliseconds, as JavaScript's `toISOString` writes it. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  // The calendar of ISO 8601 has a year 0, that of Postgres has none.
  .refine((time) => time >= '1970', 'a time after 1970')
export type Instant = string

/** A three-letter currency code of ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as USD')

/**
 * Text that a person typed: no control characters that Postgres or a printer would choke on, nor half a surrogate pair,
 * which JSON can name and Postgres cannot keep in it.
 */
export function text(max: number) {
  return (
    z
      .string()
      .max(max)
      // oxlint-disable-next-line no-control-regex -- refusing control characters is the point
      .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]*$/u, 'no control characters')
  )
}

/** Like `text`, and not empty. */
export function title(max: number) {
  return text(max).min(1)
}
