/** A day of the shops, as moments in milliseconds since 1970. */
export type ShopDay = {
  /** Counts from 0, the first day of the story. */
  index: number
  /** As people say it: 2026-04-01. */
  date: string
  /** 0 is Sunday. */
  weekday: number
  opens: number
  closes: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The days up to and with the one of `now`, in the shops' time zone. Shops open from 9 to 20, on Sundays from 10 to 18. */
export function shopDays(now: number, days: number, timeZone: string): ShopDay[] {
  const offsetAt = offsetsOf(timeZone)
  const today = Math.floor((now + offsetAt(now)) / DAY)
  return Array.from({ length: days + 1 }, (_, index) => {
    const midnight = (today - days + index) * DAY
    const at = (hour: number) => fromWallClock(midnight + hour * HOUR, offsetAt)
    const weekday = new Date(midnight).getUTCDay()
    const [opens, closes] = weekday === 0 ? [10, 18] : [9, 20]
    return {
      index,
      date: new Date(midnight).toISOString().slice(0, 10),
      weekday,
      opens: at(opens),
      closes: at(closes),
    }
  })
}

/** Turns the hands of a local clock into a moment; the second look is for the days on which clocks are changed. */
function fromWallClock(wall: number, offsetAt: (moment: number) => number): number {
  return wall - offsetAt(wall - offsetAt(wall))
}

/** How far local clocks are ahead of UTC at a moment, milliseconds. */
function offsetsOf(timeZone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (moment) => {
    const parts = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
  }
}
