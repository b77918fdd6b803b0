import type { Figure } from './figure.ts'

/** The figures as a Markdown table, notes below it. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['id', 'value', 'unit', 'baseline', 'ratio', 'target', 'met']
  const cells = figures.map((it) =>
    [it.id, it.value, it.unit, it.baseline, it.ratio, it.target, it.met].map((cell) =>
      cell === null ? '–' : typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell),
    ),
  )
  const rows = [head, head.map(() => '---'), ...cells]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const notes = figures.flatMap((it) => (it.note ? [`- ${it.id}: ${it.note}`] : []))
  return [...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}
