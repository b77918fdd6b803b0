import type { DemandSeries } from '../../shared/velocity/demand-series.ts'
import { inStockShare, openDays } from '../../shared/velocity/days-of-sale.ts'
import type { Hours, ShelfDay } from '../../shared/velocity/days-of-sale.ts'
import { PACKED } from './series-queries.ts'
import type { BranchDay } from './series-queries.ts'

/** So many days back are looked at: half a year. */
export const WINDOW = 182

/** The calendar of a branch over the days that are looked at, from the first on which it sold. */
export type Calendar = {
  /** How many of the days that were asked for lie before it. */
  before: number
  length: number
  firstWeekday: number
  /** The share of each day on which the doors were open: 0 or 1, less for a day that is not over. */
  open: Float64Array
  hours: Hours[]
}

/**
 * @param from the first of `WINDOW` days that are looked at
 * @param today whose hours are not over yet: how much of it is, 0 to 1; left out where the calendar ends before today
 */
export function calendarOf(from: string, days: readonly BranchDay[], today?: number): Calendar {
  const before = Math.min(WINDOW - 1, days[0]?.day ?? 0)
  const length = WINDOW - before
  const sales = new Float64Array(length)
  const hours: Hours[] = Array.from({ length }, () => null)
  for (const { day, sales: count, first, last } of days) {
    sales[day - before] = count
    hours[day - before] = { first, last }
  }
  const firstWeekday = (weekdayOf(from) + before) % 7
  const open = Float64Array.from(openDays(sales, firstWeekday))
  if (today !== undefined) open[length - 1] = today
  return { before, length, firstWeekday, open, hours }
}

/** A product's days, laid out one after the other. */
export type Laid = DemandSeries & { pieces: number; days: number; start: number }

/** A day taken apart; `shelf` where it was found empty before or after, `unmoved` where it held what it held. */
type Day = { at: number; pieces: number; shelf: ShelfDay | 'unmoved' | null }

const DIGIT_0 = 48
const MINUS = 45
const SPACE = 32
/** The numbers of the days of one product, before they are taken apart. */
const numbers = new Float64Array(WINDOW + 2)

/**
 * Takes packed days apart and lays them out on the calendar: what was sold on each, and for what share of it there was
 * anything to sell. Between two of them the shelf holds what it held; before the first, what that one began with.
 *
 * @param sold scratch, as long as the calendar; the answer looks into it
 * @param exposure likewise
 */
export function layOut(
  packed: string,
  calendar: Calendar,
  sold: Float64Array,
  exposure: Float64Array,
): Laid | null {
  const { length, open, hours, before } = calendar
  const count = numbersIn(packed)
  sold.fill(0)
  let start = -1
  let day = 0
  let isThere = false
  let pieces = 0
  for (let index = 0; index < count; index += 1) {
    const one = dayOf(numbers[index]!)
    const at = one.at - before
    const { shelf } = one
    if (index === 0) isThere = shelf === null || shelf === 'unmoved' || shelf.wasThere
    // What happened before the branch first sold left the shelf as it is.
    if (at >= 0) {
      if (isThere && start < 0) start = day
      for (; day < at; day += 1) exposure[day] = isThere ? open[day]! : 0
      if (start < 0) start = at
      sold[at] = one.pieces
      pieces += one.pieces
      exposure[at] = open[at]! * shareOf(one, isThere, hours[at]!)
      day = at + 1
    }
    if (shelf !== 'unmoved') isThere = shelf === null || shelf.isThere
  }
  if (start < 0) start = day
  for (; day < length; day += 1) exposure[day] = isThere ? open[day]! : 0
  while (start < length && exposure[start] === 0 && sold[start] === 0) start += 1
  if (start >= length) return null
  let days = 0
  for (let at = start; at < length; at += 1) days += exposure[at]!
  return {
    sold: sold.subarray(start),
    exposure: exposure.subarray(start),
    firstWeekday: (calendar.firstWeekday + start) % 7,
    pieces,
    days,
    start,
  }
}

/** For what share of its hours there was something to sell; what was sold, whenever that was booked, was there. */
function shareOf({ shelf, pieces }: Day, isThere: boolean, hours: Hours): number {
  if (shelf === 'unmoved') return isThere || pieces > 0 ? 1 : 0
  return shelf === null ? 1 : inStockShare(shelf, hours)
}

/** Reads the numbers into `numbers`, the earliest first, and gives how many there are. */
function numbersIn(packed: string): number {
  let count = 0
  let number = 0
  let sign = 1
  let isSorted = true
  let last = -1
  for (let at = 0; at <= packed.length; at += 1) {
    const code = at < packed.length ? packed.charCodeAt(at) : SPACE
    if (code === MINUS) sign = -1
    else if (code !== SPACE) number = number * 10 + code - DIGIT_0
    else {
      const day = sign > 0 ? number >> 16 : Math.floor(number / SHELF_PARTS / PACKED.sold)
      if (day < last) isSorted = false
      last = day
      numbers[count] = sign * number
      count += 1
      number = 0
      sign = 1
    }
  }
  if (!isSorted) numbers.subarray(0, count).sort((a, b) => dayOf(a).at - dayOf(b).at)
  return count
}

/** What stands below the pieces sold, where the shelf was found empty. */
const SHELF_PARTS = 4 * PACKED.minute * PACKED.minute

function dayOf(number: number): Day {
  if (number >= 0) return { at: number >> 16, pieces: number & (PACKED.sold - 1), shelf: null }
  const parts = -number % SHELF_PARTS
  const sold = Math.floor(-number / SHELF_PARTS)
  const emptied = parts & (PACKED.minute - 1)
  const filled = (parts >> 11) & (PACKED.minute - 1)
  const pieces = sold & (PACKED.sold - 1)
  if (filled === PACKED.unmoved) return { at: sold >> 16, pieces, shelf: 'unmoved' }
  return {
    at: sold >> 16,
    pieces,
    shelf: {
      isThere: ((parts >> 22) & 1) === 1,
      wasThere: ((parts >> 23) & 1) === 1,
      filledAt: filled === PACKED.noMinute ? null : filled,
      emptiedAt: emptied === PACKED.noMinute ? null : emptied,
    },
  }
}

/** Monday is 0. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** A day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
