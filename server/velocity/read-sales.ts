import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Sale } from './back-test-sales.ts'

/** What the columns may be called; the first of each is what the README says. */
const NAMES = {
  day: ['date', 'day', 'ds'],
  product: ['product', 'sku', 'item', 'item_id', 'product_id', 'item_nbr', 'unique_id'],
  branch: ['branch', 'store', 'store_id', 'branch_id', 'shop', 'store_nbr'],
  quantity: ['quantity', 'qty', 'sold', 'sales', 'units', 'unit_sales', 'y'],
  inStock: ['in_stock', 'instock', 'available'],
} as const
type Part = keyof typeof NAMES

/** The file cannot be read as sales; says which line, and what it should be. */
export class NoSales extends Error {
  override name = 'NoSales'
}

/**
 * Reads sales from a CSV file line by line: a header, then a line for each product, branch and day, or for each sale.
 * Days without a line are days without a sale.
 *
 * @throws NoSales
 */
export async function* readSales(file: string): AsyncGenerator<Sale> {
  let columns: Record<Part, number> | null = null
  let separator = ','
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1
    if (line.trim() === '') continue
    if (!columns) {
      separator = [',', ';', '\t'].find((one) => line.includes(one)) ?? ','
      columns = columnsOf(cellsOf(line.replace(/^\uFEFF/, ''), separator))
      continue
    }
    const cells = cellsOf(line, separator)
    const cell = (part: Part) => (columns?.[part] === -1 ? '' : (cells[columns?.[part] ?? -1] ?? '').trim())
    const day = cell('day').slice(0, 10)
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
      throw new NoSales(`line ${number}: "${cell('day')}" is no day such as 2026-11-21`)
    const quantity = Number(cell('quantity') || Number.NaN)
    if (!Number.isFinite(quantity))
      throw new NoSales(`line ${number}: "${cell('quantity')}" is no number of pieces`)
    yield {
      day,
      product: cell('product'),
      branch: cell('branch'),
      quantity,
      inStock: shareOf(cell('inStock')),
    }
  }
  if (!columns) throw new NoSales('the file is empty')
}

function columnsOf(header: readonly string[]): Record<Part, number> {
  const titles = header.map((title) => title.trim().toLowerCase())
  const columns = Object.fromEntries(
    Object.entries(NAMES).map(([part, names]) => [
      part,
      titles.findIndex((title) => (names as readonly string[]).includes(title)),
    ]),
  ) as Record<Part, number>
  for (const part of ['day', 'product', 'quantity'] as const)
    if (columns[part] === -1)
      throw new NoSales(`no column is called ${NAMES[part].join(', ')}; there are ${titles.join(', ')}`)
  return columns
}

function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator)
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const [at, letter] of [...line].entries()) {
    if (letter === '"') {
      if (!isQuoted && line[at - 1] === '"') cell += '"'
      isQuoted = !isQuoted
    } else if (letter === separator && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}

function shareOf(cell: string): number | null {
  if (cell === '') return null
  if (/^(true|yes|y)$/i.test(cell)) return 1
  if (/^(false|no|n)$/i.test(cell)) return 0
  const share = Number(cell)
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : null
}
