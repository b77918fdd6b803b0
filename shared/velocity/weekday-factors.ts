/** So many pieces must have been sold before a product's own week counts as much as the week it was given. */
const CREDENCE = 25

/**
 * How the weekdays share a product's demand: its own sums, drawn to those of the branch by so much as the product has
 * sold too little to tell (the ratio-to-mean factors of a multiplicative seasonal model, P. R. Winters, 1960,
 * Forecasting Sales by Exponentially Weighted Moving Averages, shrunk as an empirical Bayes estimate).
 *
 * @param given factors of the branch, Monday first; 0 where its doors are closed
 * @returns seven factors whose mean over the open weekdays is 1
 */
export function weekdayFactors(
  {
    sold,
    exposure,
    firstWeekday,
  }: { sold: ArrayLike<number>; exposure: ArrayLike<number>; firstWeekday: number },
  given: readonly number[],
  from = 0,
  credence = CREDENCE,
): number[] {
  const pieces = [0, 0, 0, 0, 0, 0, 0]
  const days = [0, 0, 0, 0, 0, 0, 0]
  let all = 0
  let even = 0
  for (let day = from, weekday = (firstWeekday + from) % 7; day < sold.length; day += 1) {
    pieces[weekday]! += sold[day]!
    days[weekday]! += exposure[day]!
    all += sold[day]!
    even += exposure[day]! * given[weekday]!
    weekday = weekday === 6 ? 0 : weekday + 1
  }
  const rate = even > 0 ? all / even : 0
  const own = given.map((factor, weekday) =>
    factor === 0 ? 0 : (pieces[weekday]! + credence * factor) / (rate * days[weekday]! + credence),
  )
  const open = own.filter((factor) => factor > 0)
  const mean = open.reduce((sum, factor) => sum + factor, 0) / Math.max(open.length, 1)
  return own.map((factor) => (mean > 0 ? factor / mean : 0))
}
