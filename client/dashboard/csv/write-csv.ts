/** What a spreadsheet would take for a formula, after whatever it skips. */
const formula = /^\s*[=+\-@\t\r|]/
const number = /^-?\d+([.,]\d+)?$/

/** A cell as it stands in a file: quoted where it must be, and never a formula (a leading apostrophe says text). */
export function csvCell(value: string): string {
  const safe = formula.test(value) && !number.test(value) ? `'${value}` : value
  return /[",;\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
