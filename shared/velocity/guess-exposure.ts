/** A silence that by the pace around it would come once in e⁷ times is an empty shelf, not a lack of customers. */
const SILENCE = 7
/** For the days before the first sale less is enough: there is no pace on their other side. */
const BEFORE = 3.5

/**
 * On which days a product could be sold, where only its sales are known and not its stock: not before it was first
 * there, and not in silences in its midst that chance does not explain. A silence that has not ended stays as it is:
 * it may be the end of the demand.
 *
 * @param sold pieces a day, the oldest first
 * @param open the share of each day on which the branch was open, 0 to 1
 */
export function guessExposure(sold: ArrayLike<number>, open: ArrayLike<number>): Float64Array {
  const exposure = Float64Array.from(open)
  const sales: number[] = []
  for (let day = 0; day < sold.length; day += 1) if (sold[day]! > 0) sales.push(day)
  const [first] = sales
  const last = sales.at(-1)
  if (first === undefined || last === undefined || sales.length < 2) return exposure
  const openIn = (from: number, to: number): number => {
    let days = 0
    for (let day = from; day < to; day += 1) days += exposure[day]!
    return days
  }
  const pace = (sales.length - 1) / Math.max(openIn(first + 1, last + 1), 1)
  // The sale by which it was found to be there tells nothing of how often it sells.
  if (pace * openIn(0, first) > BEFORE) exposure.fill(0, 0, first + 1)
  sales.forEach((day, index) => {
    const next = sales[index + 1]
    if (next === undefined || next - day < 7) return
    const days = openIn(day + 1, next)
    const around = paceAround(sales, index, openIn)
    if (Math.min(around, 2 * pace) * days > SILENCE) exposure.fill(0, day + 1, next)
  })
  return exposure
}

/** Days with a sale a day, over the six sales on each side of a silence, the silence itself left out. */
function paceAround(
  sales: readonly number[],
  index: number,
  openIn: (from: number, to: number) => number,
): number {
  const from = Math.max(0, index - 6)
  const to = Math.min(sales.length - 1, index + 7)
  const before = openIn(sales[from]! + 1, sales[index]! + 1)
  const after = openIn(sales[index + 1]! + 1, sales[to]! + 1)
  return before + after > 0 ? (to - from - 1) / (before + after) : 0
}
