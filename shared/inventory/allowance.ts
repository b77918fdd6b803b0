/**
 * How many pieces of a product each lane of a branch may sell while it hears nothing of the others: as many each, and
 * what cannot be divided one by one to the lanes with the lowest codes. All shares together are what is on hand, so
 * lanes that keep to them can never sell more than there was.
 *
 * @param codes of all lanes that may sell, in any order
 * @param own code of the lane that asks; one that is not among them has no share
 */
export function shareOf(onHand: number, codes: readonly string[], own: string): number {
  const lanes = [...new Set(codes)].toSorted(byCode)
  const at = lanes.indexOf(own)
  if (at < 0 || onHand <= 0) return 0
  return Math.floor(onHand / lanes.length) + (at < onHand % lanes.length ? 1 : 0)
}

/** `L2` before `L10`; the same order on every lane, whatever its language. */
function byCode(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
