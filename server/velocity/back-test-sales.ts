import { backTest, noTest } from '../../shared/velocity/back-test.ts'
import type { TestSums } from '../../shared/velocity/back-test.ts'
import { openDays } from '../../shared/velocity/days-of-sale.ts'
import { classOfDemand } from '../../shared/velocity/demand-class.ts'
import type { DemandClass } from '../../shared/velocity/demand-class.ts'
import { guessExposure } from '../../shared/velocity/guess-exposure.ts'
import { countKin, priorOf, weekOfBranch } from '../../shared/velocity/learn-habits.ts'
import { weekdayOf } from './days-of-branch.ts'

/** A product's sales at a branch on a day; `inStock` is the share of it with goods on the shelf, where that is known. */
export type Sale = { day: string; product: string; branch: string; quantity: number; inStock: number | null }

export type Tested = { all: TestSums; byClass: Map<DemandClass, TestSums> }

/** So many days back are looked at, and the held-out weeks beyond them. */
const SPAN = 182 + 28
const HELD_OUT = 28
const MS_A_DAY = 86_400_000

/**
 * Back-tests the forecasts on sales of any shop: the last four weeks are foretold one by one from the days before them.
 * The week of a branch and the paces of its products are learned from the days before the held-out ones alone.
 *
 * @param service the quantile that the pinball loss is of, 0.95
 */
export function backTestSales(sales: Iterable<Sale>, service: number): Tested {
  const branches = new Map<string, Map<string, Sale[]>>()
  let last = 0
  for (const sale of sales) {
    const products = branches.get(sale.branch) ?? new Map<string, Sale[]>()
    branches.set(sale.branch, products)
    const of = products.get(sale.product)
    if (of) of.push(sale)
    else products.set(sale.product, [sale])
    last = Math.max(last, numberOf(sale.day))
  }
  const tested: Tested = { all: noTest(), byClass: new Map() }
  for (const products of branches.values()) testBranch(products, last - SPAN + 1, service, tested)
  return tested
}

function testBranch(
  products: ReadonlyMap<string, readonly Sale[]>,
  from: number,
  service: number,
  tested: Tested,
): void {
  const firstWeekday = weekdayOf(new Date(from * MS_A_DAY).toISOString().slice(0, 10))
  const total = new Float64Array(SPAN)
  const laid = [...products.values()].map((sales) => {
    const sold = new Float64Array(SPAN)
    const inStock = new Float64Array(SPAN).fill(1)
    let isKnown = false
    for (const { day, quantity, inStock: share } of sales) {
      const at = numberOf(day) - from
      if (at < 0) continue
      sold[at]! += Math.max(0, quantity)
      total[at]! += Math.max(0, quantity)
      if (share !== null) [inStock[at], isKnown] = [share, true]
    }
    return { sold, inStock, isKnown }
  })
  const open = Float64Array.from(openDays(total, firstWeekday))
  const known = SPAN - HELD_OUT
  const weekdays = weekOfBranch(total.subarray(0, known), open.subarray(0, known), firstWeekday)
  const series = laid.map(({ sold, inStock, isKnown }) => {
    const exposure = isKnown ? open.map((share, day) => share * inStock[day]!) : open.slice()
    // Of the held-out weeks nothing is guessed: what was not sold in them counts as not asked for.
    if (!isKnown) exposure.set(guessExposure(sold.subarray(0, known), open.subarray(0, known)))
    const start = exposure.findIndex((share, day) => share > 0 || sold[day]! > 0)
    return start < 0 ? null : { sold: sold.subarray(start), exposure: exposure.subarray(start), start }
  })
  const kin = { products: 0, sum: 0, squares: 0 }
  for (const one of series) {
    if (!one) continue
    const until = known - one.start
    if (until > 0) countKin(kin, sumOf(one.sold.subarray(0, until)), sumOf(one.exposure.subarray(0, until)))
  }
  const prior = priorOf(kin)
  for (const one of series) {
    if (!one || sumOf(one.sold.subarray(0, Math.max(0, known - one.start))) === 0) continue
    const { sold, exposure, start } = one
    const before = Math.max(0, known - start)
    const kind = classOfDemand({ sold: sold.subarray(0, before), exposure: exposure.subarray(0, before) })
    const sums = tested.byClass.get(kind) ?? noTest()
    tested.byClass.set(kind, sums)
    const days = { sold, exposure, firstWeekday: (firstWeekday + start) % 7 }
    for (const into of [sums, tested.all]) backTest(into, days, { weekdays, prior }, service)
  }
}

function numberOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / MS_A_DAY)
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0)
}
