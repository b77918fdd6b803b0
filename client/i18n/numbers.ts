/**
 * The locale by whose rules numbers are written. Chromium brings no data for Uzbek and would write 1,234.5; Uzbek and
 * Russian write numbers alike: 1 234,5.
 */
export function figuresOf(locale: string): string {
  return locale.startsWith('uz') ? 'ru' : locale
}

const formats = new Map<string, Intl.NumberFormat>()

/** A number as people read it: `1,234.5`, `1 234,5`. */
export function formatNumber(value: number, locale: string, options?: Intl.NumberFormatOptions): string {
  const key = options ? `${locale} ${JSON.stringify(options)}` : locale
  // Kept, since making a format costs more than using it.
  const format = formats.get(key) ?? new Intl.NumberFormat(figuresOf(locale), options)
  formats.set(key, format)
  return withMinus(format.format(value), value)
}

/** A minus, where browsers write a hyphen: as wide as a plus, and no line ends behind it. */
export function withMinus(written: string, value: number): string {
  return value < 0 ? written.replace('-', '−') : written
}

/** What stands between a number's whole and its parts: `.` or `,`. */
export function decimalMark(locale: string): string {
  return formatNumber(1.5, locale).charAt(1)
}
