/**
 * Exponential smoothing of counts. What is smoothed is not the count but the ratio of two discounted sums, pieces sold
 * and days on which they could be sold: a day without goods, or with the doors closed, tells nothing and weighs
 * nothing, where a smoothed zero would tell that nobody wanted any.
 *
 * For full days it is simple exponential smoothing (R. G. Brown, 1959, Statistical Forecasting for Inventory Control)
 * with the weights of the young series put right; as a model of counts it is the Poisson filter with a gamma prior of
 * A. C. Harvey and C. Fernandes (1989, Time Series Models for Count or Qualitative Observations, JBES 7(4)).
 *
 * @param sold pieces a day
 * @param weight how much of an even day each day was: its share in stock × its weekday's factor; 0 tells nothing
 * @param alpha smoothing constant; 0 is the mean of all days
 * @param prior pieces and days that are believed in before the first
 * @param at days before which the level is asked for, ascending
 * @param out takes the levels: pieces on an even day
 */
export function smoothCounts(
  sold: ArrayLike<number>,
  weight: ArrayLike<number>,
  alpha: number,
  prior: { pieces: number; days: number },
  at: readonly number[],
  out: Float64Array,
): void {
  const keep = 1 - alpha
  let pieces = 0
  let days = 0
  let day = 0
  for (let index = 0; index < at.length; index += 1) {
    for (const end = at[index]!; day < end; day += 1) {
      const w = weight[day]!
      if (w <= 0) continue
      pieces = pieces * keep + sold[day]!
      days = days * keep + w
    }
    out[index] = (pieces + prior.pieces) / (days + prior.days)
  }
}
