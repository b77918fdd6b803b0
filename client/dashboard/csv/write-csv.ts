/** What a spreadsheet would take for a formula, after whatever it skips. */
const formula = /^\s*[=+\-@\t\r|]/
/** The same, and what would be taken for one that was made safe. */
const needsApostrophe = /^'*\s*[=+\-@\t\r|]/
const number = /^-?\d+([.,]\d+)?$/

/** A cell as it stands in a file: quoted where it must be, and never a formula (a leading apostrophe says text). */
export function csvCell(value: string): string {
  const safe = withApostrophe(value)
  return /[",;\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A cell among tabs, as a spreadsheet takes it from the clipboard: in one line, and never a formula. */
function tabCell(value: string): string {
  const safe = withApostrophe(value).replaceAll(/[\t\r\n]+/g, ' ')
  // One that begins with a quote would be read as quoted, up to the next one in whichever cell.
  return safe.startsWith('"') ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function tabLine(cells: readonly string[]): string {
  return cells.map(tabCell).join('\t')
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function withApostrophe(value: string): string {
  return needsApostrophe.test(value) && !number.test(value) ? `'${value}` : value
}

/** A text of a cell as it was before it was made safe. */
export function withoutApostrophe(value: string): string {
  return value.startsWith("'") && needsApostrophe.test(value.slice(1)) ? value.slice(1) : value
}

/** Whether a spreadsheet would take a cell for a formula. */
export function isFormula(value: string): boolean {
  return formula.test(value) && !number.test(value)
}
