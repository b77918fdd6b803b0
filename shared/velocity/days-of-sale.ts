/** Minutes of the day from the first to the last sale of a branch; null where it sold nothing. */
export type Hours = { first: number; last: number } | null

/** What lay on a shelf on a day, as far as the ledger tells. */
export type ShelfDay = {
  wasThere: boolean
  isThere: boolean
  /** The first minute at which there was something, and the last at which there was nothing; null where never. */
  filledAt: number | null
  emptiedAt: number | null
}

/** So many sales are expected of a day before its silence means that the doors were closed. */
const TELLING = 3

/**
 * On which days a branch was open, by its sales: a day without any was not, where its weekday usually brings some. A
 * branch that sells once in a while may have been open on every day.
 *
 * @param sales of the branch a day, the oldest first
 * @returns 1 or 0 a day; 0 before the first sale
 */
export function openDays(sales: ArrayLike<number>, firstWeekday: number): Uint8Array {
  const sums = [0, 0, 0, 0, 0, 0, 0]
  const days = [0, 0, 0, 0, 0, 0, 0]
  const open = new Uint8Array(sales.length)
  const first = Array.prototype.findIndex.call(sales, (count: number) => count > 0)
  if (first < 0) return open
  for (let day = Math.max(first, sales.length - 56); day < sales.length; day += 1) {
    sums[(firstWeekday + day) % 7]! += sales[day]!
    days[(firstWeekday + day) % 7]! += 1
  }
  const all =
    sums.reduce((sum, one) => sum + one, 0) / Math.max(1, sales.length - Math.max(first, sales.length - 56))
  for (let day = first; day < sales.length; day += 1) {
    const weekday = (firstWeekday + day) % 7
    const usual = sums[weekday]! > 0 ? sums[weekday]! / days[weekday]! : all
    open[day] = sales[day]! > 0 || usual < TELLING ? 1 : 0
  }
  return open
}

/**
 * The share of a branch's hours in which something lay on the shelf: from when it was filled, or the doors opened, to
 * when it was emptied, or they closed. What ran out and was filled again between counts as there.
 */
export function inStockShare({ wasThere, isThere, filledAt, emptiedAt }: ShelfDay, hours: Hours): number {
  if (wasThere && isThere) return 1
  const { first, last } = hours ?? { first: 8 * 60, last: 20 * 60 }
  const from = wasThere ? first : Math.max(first, filledAt ?? last)
  const to = isThere ? last : Math.min(last, emptiedAt ?? first)
  return last > first ? Math.min(1, Math.max(0, (to - from) / (last - first))) : wasThere || isThere ? 1 : 0
}
