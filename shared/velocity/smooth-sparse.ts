/**
 * The method of J. D. Croston (1972, Forecasting and Stock Control for Intermittent Demands) without its bias, as
 * A. A. Syntetos and J. E. Boylan found (2005, The Accuracy of Intermittent Demand Estimates, IJF 21(2)): size of a
 * demand and interval between demands are smoothed apart, at demands alone, and their ratio is taken (1 − α/2) times.
 * The interval counts days on which the goods could be sold.
 *
 * @param sold pieces a day
 * @param weight how much of an even day each day was; 0 tells nothing
 * @param at days before which the level is asked for, ascending
 * @param out takes the levels: pieces on an even day
 */
export function smoothSparse(
  sold: ArrayLike<number>,
  weight: ArrayLike<number>,
  alpha: number,
  at: readonly number[],
  out: Float64Array,
): void {
  let size = 0
  let interval = 0
  let demands = 0
  let since = 0
  let day = 0
  for (let index = 0; index < at.length; index += 1) {
    for (const end = at[index]!; day < end; day += 1) {
      since += weight[day]!
      const pieces = sold[day]!
      if (pieces <= 0) continue
      demands += 1
      // The first demands count evenly: a constant would give the very first one most of the say for weeks.
      const gain = Math.max(alpha, 1 / demands)
      const span = Math.max(since, 0.5)
      size += gain * (pieces - size)
      interval += gain * (span - interval)
      since = 0
    }
    out[index] = demands === 0 ? 0 : ((1 - alpha / 2) * size) / Math.max(interval, since / 2, 0.5)
  }
}
