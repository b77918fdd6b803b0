/**
 * The method of R. H. Teunter, A. A. Syntetos and M. Z. Babai (2011, Intermittent Demand: Linking Forecasting to
 * Inventory Obsolescence, EJOR 214(3)): the chance that a day brings a demand is smoothed on every day that could have
 * brought one, so that goods nobody asks for any more fade, where Croston's forecast stands until the next demand.
 *
 * @param sold pieces a day
 * @param weight how much of an even day each day was; 0 tells nothing
 * @param alpha smoothing constant of the size of a demand
 * @param beta smoothing constant of its chance
 * @param at days before which the level is asked for, ascending
 * @param out takes the levels: pieces on an even day
 */
export function smoothFading(
  sold: ArrayLike<number>,
  weight: ArrayLike<number>,
  { alpha, beta }: { alpha: number; beta: number },
  at: readonly number[],
  out: Float64Array,
): void {
  let size = 0
  let chance = 0
  let days = 0
  let demands = 0
  let day = 0
  for (let index = 0; index < at.length; index += 1) {
    for (const end = at[index]!; day < end; day += 1) {
      const w = weight[day]!
      if (w <= 0) continue
      days += w
      const pieces = sold[day]!
      const gain = Math.max(beta * w, w / Math.max(days, 1))
      if (pieces > 0) {
        demands += 1
        size += Math.max(alpha, 1 / demands) * (pieces - size)
        chance += Math.min(gain, 1) * (1 - chance)
      } else chance -= Math.min(gain, 1) * chance
    }
    out[index] = chance * size
  }
}
