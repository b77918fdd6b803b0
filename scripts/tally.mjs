/** @typedef {{ name: string, passed: number, failed: number, skipped: number, note?: string }} Row */

/**
 * Adds up what all runners said. What ran nothing is a failure: a green tick over nothing proves nothing.
 *
 * @param {Row[]} rows one for each check and each project of vitest
 * @returns {{ lines: string[], ok: boolean }} the summary, whose last line is the total
 */
export function tally(rows) {
  const judged = rows.map((row) =>
    row.passed + row.failed === 0 ? { ...row, failed: 1, note: 'ran no test at all' } : row,
  )
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    judged.reduce((all, row) => all + row[key], 0)
  const passed = sum('passed')
  const failed = sum('failed') + (judged.length === 0 ? 1 : 0)
  const width = Math.max(0, ...judged.map((row) => row.name.length))
  const lines = judged.map(
    (row) =>
      `${row.failed > 0 ? '✗' : '✓'} ${row.name.padEnd(width)}  ${numbers(row)}${row.note === undefined ? '' : `  (${row.note})`}`,
  )
  return {
    lines: [...lines, `total: ${numbers({ passed, failed, skipped: sum('skipped') })}`],
    ok: failed === 0,
  }
}

/** @param {{ passed: number, failed: number, skipped: number }} row */
function numbers({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
