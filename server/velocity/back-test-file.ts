/**
 * `npm run backtest -- sales.csv [--service 0.95]`: how far the forecasts of the last four weeks of a file would have
 * been off, beside the plain mean of thirty days. The columns: date, product, branch, quantity, and in_stock where known.
 */
import { parseArgs } from 'node:util'
import type { TestSums } from '../../shared/velocity/back-test.ts'
import { demandClasses } from '../../shared/velocity/demand-class.ts'
import { backTestSales } from './back-test-sales.ts'
import type { Sale } from './back-test-sales.ts'
import { NoSales, readSales } from './read-sales.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { service: { type: 'string', default: '0.95' } },
})
const [file] = positionals
const service = Number(values.service)
if (file === undefined || !(service > 0 && service < 1)) {
  process.stderr.write(
    'Name a CSV file, and a service level from 0 to 1: npm run backtest -- sales.csv --service 0.95',
  )
  process.exit(2)
}

try {
  const sales: Sale[] = []
  for await (const sale of readSales(file)) sales.push(sale)
  const { all, byClass } = backTestSales(sales, service)
  if (all.weeks === 0) throw new NoSales('there are no six weeks of sales to be tested on')
  const rows = [...demandClasses.map((kind) => [kind, byClass.get(kind)] as const), ['all', all] as const]
  process.stdout.write(
    tableOf(rows.flatMap(([name, sums]) => (sums && sums.weeks > 0 ? [row(name, sums)] : []))),
  )
  process.stdout.write(
    `off: absolute errors of the weeks, as a share of what was sold. RMSSE: of the days. pinball: of what is to be kept for
${service * 100} % of the weeks, per week; enough: in how many of them it sufficed. Each beside the mean of the thirty days before.\n`,
  )
} catch (error) {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
  if (!(error instanceof NoSales) && !isMissing) throw error
  const why = isMissing ? 'there is no such file' : (error as Error).message
  process.stderr.write(`${file} cannot be tested on: ${why}.\n`)
  process.exit(1)
}

function row(name: string, sums: TestSums): Record<string, string> {
  const digits = (value: number) => value.toFixed(3)
  return {
    class: name,
    series: String(sums.products),
    weeks: String(sums.weeks),
    off: digits(sums.ours / sums.pieces),
    'off (mean)': digits(sums.mean / sums.pieces),
    ratio: digits(sums.ours / sums.mean),
    RMSSE: digits(sums.oursScaled / sums.scaled),
    'RMSSE (mean)': digits(sums.meanScaled / sums.scaled),
    pinball: digits(sums.oursPinball / sums.weeks),
    'pinball (mean)': digits(sums.meanPinball / sums.weeks),
    enough: digits(sums.oursEnough / sums.weeks),
    'enough (mean)': digits(sums.meanEnough / sums.weeks),
  }
}

function tableOf(rows: readonly Record<string, string>[]): string {
  const titles = Object.keys(rows[0] ?? {})
  const lines = [titles, ...rows.map((one) => titles.map((title) => one[title] ?? ''))]
  const widths = titles.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines
    .map((line) => `${line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}\n`)
    .join('')
}
