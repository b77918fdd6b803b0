/** A time of day as the shop's clock shows it: `09:14`. */
export function timeOfDay(instant: string | number, locale: string): string {
  return formatOf(locale, 'clock').format(new Date(instant))
}

/** A day and time in short: `21 Nov, 09:14`. */
export function dayAndTime(instant: string | number, locale: string): string {
  const date = new Date(instant)
  // Chromium brings no data for Uzbek and would write `M11 21`.
  if (locale === 'uz')
    return `${date.getDate()}-${uzbekMonths[date.getMonth()]}, ${timeOfDay(instant, locale)}`
  return formatOf(locale, 'day').format(date)
}

/** The whole date and time, for what is kept: `21.11.2026, 09:14`. */
export function fullMoment(instant: string | number, locale: string): string {
  return formatOf(locale === 'uz' ? 'ru' : locale, 'whole').format(new Date(instant))
}

/** A day of the calendar as a field holds it, `2026-11-21`, the way it is read: `21.11.2026`. */
export function calendarDay(day: string, locale: string): string {
  return new Date(`${day}T12:00`).toLocaleDateString(locale === 'uz' ? 'ru' : locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
}

// Not `hour12: false`: in American English that calls midnight 24:00.
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const kinds = {
  clock,
  day: { day: 'numeric', month: 'short', ...clock },
  whole: { day: '2-digit', month: '2-digit', year: 'numeric', ...clock },
} as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once: making one takes a millisecond, and a receipt is drawn at every sale. */
function formatOf(locale: string, kind: keyof typeof kinds): Intl.DateTimeFormat {
  const key = `${locale} ${kind}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, kinds[kind])
  formats.set(key, known)
  return known
}

const uzbekMonths = 'yan fev mar apr may iyn iyl avg sen okt noy dek'.split(' ')

/** The short words for units of time, in the reader's language. */
export type UnitWords = Readonly<Record<'day' | 'hour' | 'minute' | 'second' | 'less', string>>

/** How long something lasted, in at most two units: `2 h 10 min`, `3 d 4 h`, `40 s`; nothing lasts `0 s`. */
export function duration(milliseconds: number, words: UnitWords): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 1) return words.less
  const units: [number, keyof UnitWords][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ]
  const largest = units.findIndex(([count]) => count > 0)
  // Seconds beside minutes are noise: the chip would tick all day.
  return units
    .slice(largest, largest + 2)
    .filter(([count, unit], index) => index === 0 || (count > 0 && unit !== 'second'))
    .map(([count, unit]) => `${count} ${words[unit]}`)
    .join(' ')
}
