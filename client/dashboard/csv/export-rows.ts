import type { Column } from '../grid/column.ts'
import { csvLine } from './write-csv.ts'

const slice = 1_000

/**
 * Rows as a CSV file that every spreadsheet opens (UTF-8 with its mark), made in pauses.
 *
 * @param told hears how many are done
 */
export async function exportRows<Item>(
  columns: readonly Pick<Column<Item>, 'title' | 'text'>[],
  rows: Iterable<number>,
  at: (row: number) => Item | null,
  told: (done: number) => void = () => {},
): Promise<Blob> {
  const parts: string[] = ['\uFEFF', csvLine(columns.map(({ title }) => title))]
  let done = 0
  for (const row of rows) {
    const item = at(row)
    if (item) parts.push(csvLine(columns.map(({ text }) => text(item))))
    done += 1
    if (done % slice === 0) {
      told(done)
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}

/** Offers a file to whoever sits here. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
