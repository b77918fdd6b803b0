import { bulkFailures } from '../../shared/bulk/failures.ts'
import type { FailedProduct } from './chunks.ts'

/**
 * What stayed as it was, as CSV with a header: comma, quotes, CRLF, UTF-8 with its mark, which is what spreadsheets
 * open rightly. A cell that a spreadsheet would run as a formula is led by an apostrophe.
 */
export function failuresCsv(failures: readonly FailedProduct[]): string {
  const rows = failures.map(({ id, sku, title, code }) => [id, sku, title, code, bulkFailures[code]])
  return `\uFEFF${[['id', 'sku', 'title', 'code', 'reason'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')}`
}

// What a spreadsheet takes for a formula, after whatever it skips, or for one that was made safe.
const needsApostrophe = /^'*\s*[=+\-@\t\r|]/

function cell(value: string): string {
  const safe = needsApostrophe.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
