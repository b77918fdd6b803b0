/**
 * What is left of a sold line: pieces, and the money that was paid for those, after earlier refunds. `sold` and `paid`
 * are the whole line's. Minor units.
 */
export type Refundable = {
  productId: string
  quantity: number
  amount: number
  sold: number
  paid: number
  /** What was handed over for the line, where it was not so many of its product (O7). */
  given?: readonly { productId: string; quantity: number }[]
}

/**
 * The most that may be paid back for some pieces of a line (O6): their share of what was paid, rounded up, or as much
 * more as pieces that came back before were paid short. Never more than is left, so that all pieces together give back
 * what was paid and not a cent more.
 *
 * By the share of the whole line and not of what is left: two lanes that were offline each reckon with a whole line.
 */
export function mostBackFor(
  { quantity, amount, sold, paid }: Pick<Refundable, 'quantity' | 'amount' | 'sold' | 'paid'>,
  pieces: number,
): number {
  const share = shareOf(paid, pieces, sold)
  const untilThen = shareOf(paid, sold - quantity + pieces, sold)
  const given = paid - amount
  return Math.max(0, Math.min(amount, Math.max(share, untilThen - given)))
}

/** Rounded up. BigInt: money × pieces passes 2^53. */
function shareOf(paid: number, pieces: number, sold: number): number {
  return Number((BigInt(paid) * BigInt(pieces) + BigInt(sold) - 1n) / BigInt(sold))
}
