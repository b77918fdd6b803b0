import type { Demand } from '../../shared/velocity/demand.ts'
import { daysRemaining, rangeOfDays } from '../../shared/velocity/days-of-stock.ts'
import { forecastDemand } from '../../shared/velocity/forecast-demand.ts'
import { evenWeek } from '../../shared/velocity/demand-series.ts'
import { priorOf } from '../../shared/velocity/learn-habits.ts'
import { planOrders } from '../../shared/velocity/plan-orders.ts'
import { shownPace } from '../../shared/velocity/shown-pace.ts'
import { productName } from '../catalog/product-name.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { WINDOW, calendarOf, dayAfter, layOut } from './days-of-branch.ts'
import { branchClocks } from './night-queries.ts'
import { supplyOf } from './nights.ts'
import { shelvesOf } from './reorder-queries.ts'
import { branchDays, packedDays } from './series-queries.ts'
import { needOf, paceOf } from './shelf-needs.ts'

/** Days that the page draws. */
const DRAWN = 90
const noPrior = { pieces: 0, days: 0 }

/**
 * What a product sells at a branch, with the days that say so: the class and the week are reckoned anew from the days
 * up to yesterday; the pace is the one that the shelf was told, so that the page says what all others say.
 *
 * @throws ApiError branch/unknown, product/unknown
 */
export async function readDemand(
  deps: Deps,
  tenantId: string,
  { productId, branchId }: { productId: string; branchId: string },
): Promise<Demand> {
  const db = deps.database.tenant(tenantId)
  const clocks = await branchClocks(db, tenantId, new Date(deps.now()))
  const clock = clocks.find((one) => one.branchId === branchId)
  if (!clock) throw new ApiError('branch/unknown')
  if (!(await productName(db, tenantId, productId))) throw new ApiError('product/unknown')
  const span = { from: dayAfter(clock.today, -WINDOW), to: dayAfter(clock.today, -1) }
  const [[series], days, shelves] = await Promise.all([
    packedDays(db, tenantId, branchId, { ...span, productIds: [productId] }),
    branchDays(db, tenantId, branchId, span),
    shelvesOf(db, tenantId, productId),
  ])
  const calendar = calendarOf(span.from, days)
  const { length, before, open } = calendar
  const laid = series
    ? layOut(series.days, calendar, new Float64Array(length), new Float64Array(length))
    : null
  const kin = clock.night?.priors.get(series?.category ?? '')
  const forecast = laid
    ? forecastDemand(laid, { weekdays: clock.night?.week ?? evenWeek, prior: kin ? priorOf(kin) : noPrior })
    : null
  const supplies = new Map(clocks.map((one) => [one.branchId, supplyOf(one.settings)]))
  const supply = supplyOf(clock.settings)
  const shelf = shelves.find((one) => one.branchId === branchId)
  const needs = shelves.map((one) => needOf(one, supplies.get(one.branchId) ?? supply))
  const plan = planOrders(needs)
  const pace = paceOf(shelf ?? { perDay: null, dailySpread: null, spreadPerDay: null })
  const onHand = shelf?.onHand ?? 0
  const velocity = shelf?.perDay == null ? null : shownPace(shelf.perDay)
  const drawn = laid
    ? Array.from({ length: Math.min(DRAWN, laid.sold.length) }, (_, index) => {
        const at = laid.sold.length - Math.min(DRAWN, laid.sold.length) + index
        const share = open[laid.start + at] ?? 0
        return {
          day: dayAfter(span.from, before + laid.start + at),
          sold: laid.sold[at] ?? 0,
          open: share,
          inStock: share > 0 ? (laid.exposure[at] ?? 0) / share : 0,
        }
      })
    : []
  return {
    at: new Date(deps.now()).toISOString(),
    onHand,
    kind: shelf?.kind ?? null,
    perDay: velocity ?? 0,
    weekdays: [...(forecast?.weekdays ?? evenWeek)],
    lasts: rangeOfDays(pace, onHand),
    daysRemaining: daysRemaining(onHand, velocity),
    days: drawn,
    counted: { days: Math.round((laid?.days ?? 0) * 10) / 10, pieces: laid?.pieces ?? 0 },
    mean30: Math.round((drawn.slice(-30).reduce((sum, { sold }) => sum + sold, 0) / 30) * 100) / 100,
    supply,
    point: { byHand: shelf?.byHand ?? null, suggested: shelf?.suggested ?? null },
    leadMean: Math.round(pace.perDay * supply.leadDays * 10) / 10,
    full: needs.find((one) => one.branchId === branchId)?.full ?? 0,
    order: plan.orders.find((one) => one.branchId === branchId)?.quantity ?? 0,
    transfers: plan.transfers
      .filter(({ to }) => to === branchId)
      .map(({ from, quantity }) => ({ branchId: from, quantity })),
  }
}
