import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import type { Deps } from '../deps.ts'
import {
  casesOfWeek,
  cashOfWeek,
  placeOf,
  productsOfWeek,
  shelvesOfWeek,
  soldByBranch,
  soldByDay,
  soldByWeek,
} from './statistics-queries.ts'
import type { ProductRow, SoldRow } from './statistics-queries.ts'
import type { Week } from './week-of.ts'

const MOST = 5
/** Pieces a week below which nothing is said to fade. */
const ENOUGH = 4
const WITHIN_DAYS = 7

/** What a week was like, by all that the database knows. Reads only; of one snapshot, so that the sums agree. */
export async function gatherWeek(
  { database }: Pick<Deps, 'database'>,
  tenantId: string,
  week: Week,
): Promise<WeekStatistics> {
  return database
    .tenant(tenantId)
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const place = await placeOf(tx, tenantId)
      const sold = await soldByBranch(tx, tenantId, week)
      const days = await soldByDay(tx, tenantId, week, place.timeZone)
      const weeks = await soldByWeek(tx, tenantId, week)
      const products = await productsOfWeek(tx, tenantId, week, { most: MOST, enough: ENOUGH })
      const cases = await casesOfWeek(tx, tenantId, week)
      const shelves = await shelvesOfWeek(tx, tenantId, week, { most: MOST, within: WITHIN_DAYS })
      const cash = await cashOfWeek(tx, tenantId, week)
      const now = sumOf(sold.filter(({ isThis }) => isThis))
      const before = sumOf(sold.filter(({ isThis }) => !isThis))
      const online = sumOf(sold.filter(({ isThis, isOnline }) => isThis && isOnline))
      return {
        ...place,
        from: new Date(week.from).toISOString(),
        to: new Date(week.to).toISOString(),
        sold: now,
        before,
        changePercent: changeOf(before.total, now.total),
        averageSale: now.sales === 0 ? null : Math.round((now.total + now.refunded) / now.sales),
        online: {
          sales: online.sales,
          total: online.total,
          percent: now.total > 0 ? tenth((100 * online.total) / now.total) : null,
        },
        branches: branchesOf(sold),
        top: products.filter(({ list }) => list === 'top').map(productOf),
        fading: products.filter(({ list }) => list === 'fading').map(productOf),
        conflicts: cases,
        stock: {
          low: shelves[0]?.low ?? 0,
          empty: shelves[0]?.empty ?? 0,
          soonOut: shelves.flatMap(({ low: _, empty: _empty, productId, ...shelf }) =>
            productId === null ? [] : [{ productId, ...shelf }],
          ),
        },
        cash,
        days,
        weeks,
      }
    })
}

function branchesOf(sold: readonly SoldRow[]): WeekStatistics['branches'] {
  const branches = new Map(sold.map(({ branchId, branch }) => [branchId, branch]))
  return [...branches]
    .map(([id, name]) => {
      const own = sold.filter(({ branchId }) => branchId === id)
      const now = sumOf(own.filter(({ isThis }) => isThis))
      const before = sumOf(own.filter(({ isThis }) => !isThis))
      const changePercent = changeOf(before.total, now.total)
      return { id, name, total: now.total, sales: now.sales, before: before.total, changePercent }
    })
    .toSorted((a, b) => b.total - a.total || a.name.localeCompare(b.name))
}

function productOf({ list: _, ...product }: ProductRow): Omit<ProductRow, 'list'> {
  return product
}

function sumOf(rows: readonly SoldRow[]): WeekStatistics['sold'] {
  const sum = (what: 'total' | 'sales' | 'refunds' | 'refunded') =>
    rows.reduce((total, row) => total + row[what], 0)
  return { total: sum('total'), sales: sum('sales'), refunds: sum('refunds'), refunded: sum('refunded') }
}

function changeOf(before: number, now: number): number | null {
  return before > 0 ? tenth((100 * (now - before)) / before) : null
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
