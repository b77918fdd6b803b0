import type { Reorder, ReorderRow } from '../../shared/velocity/demand.ts'
import { rangeOfDays } from '../../shared/velocity/days-of-stock.ts'
import { planOrders } from '../../shared/velocity/plan-orders.ts'
import type { Supply } from '../../shared/velocity/plan-orders.ts'
import { shownPace } from '../../shared/velocity/shown-pace.ts'
import { testResult } from '../../shared/velocity/test-result.ts'
import type { Deps } from '../deps.ts'
import { supplyOf } from './nights.ts'
import { lackingShelves, nightsOf } from './reorder-queries.ts'
import type { Page, ShelfRow } from './reorder-queries.ts'
import { needOf, paceOf } from './shelf-needs.ts'

/** What to order and what to bring over, at one branch or at all: the soonest empty first. */
export async function readReorder(
  deps: Deps,
  tenantId: string,
  { branchId, ...page }: { branchId: string | null } & Page,
): Promise<Reorder> {
  const db = deps.database.tenant(tenantId)
  const [nights, { count, shelves }] = await Promise.all([
    nightsOf(db, tenantId),
    lackingShelves(db, tenantId, branchId, page),
  ])
  const supplies = new Map(nights.map((night) => [night.branchId, supplyOf(night.settings)]))
  const byProduct = Map.groupBy(shelves, ({ productId }) => productId)
  const rows = [...byProduct.values()].flatMap((of) => rowsOf(of, supplies))
  const order = new Map(shelves.map((shelf, index) => [`${shelf.branchId} ${shelf.productId}`, index]))
  const placeOf = (row: ReorderRow) => order.get(`${row.branchId} ${row.productId}`) ?? 0
  return {
    at: new Date(deps.now()).toISOString(),
    count,
    rows: rows.toSorted((a, b) => placeOf(a) - placeOf(b)),
    branches: nights.map(({ branchId: id, name, settings, endedAt }) => ({
      id,
      name,
      supply: supplyOf(settings),
      reckonedAt: endedAt?.toISOString() ?? null,
    })),
    test: testResult(
      nights.flatMap(({ branchId: id, test }) =>
        test && (branchId === null || id === branchId) ? [test] : [],
      ),
    ),
  }
}

function rowsOf(shelves: readonly ShelfRow[], supplies: ReadonlyMap<string, Supply>): ReorderRow[] {
  const needs = shelves.flatMap((shelf) => {
    const supply = supplies.get(shelf.branchId)
    return supply ? [{ shelf, need: needOf(shelf, supply) }] : []
  })
  const plan = planOrders(needs.map(({ need }) => need))
  return needs.flatMap(({ shelf, need: { point, full } }) => {
    if (!shelf.isLacking || point === null) return []
    const { branchId, productId, title, sku, category, vendor, onHand, kind } = shelf
    const pace = paceOf(shelf)
    return [
      {
        branchId,
        productId,
        title,
        sku,
        category,
        vendor,
        onHand,
        kind,
        perDay: shownPace(pace.perDay),
        lasts: rangeOfDays(pace, onHand),
        point,
        isByHand: shelf.byHand !== null,
        full,
        order: plan.orders.find((one) => one.branchId === branchId)?.quantity ?? 0,
        transfers: plan.transfers
          .filter(({ to }) => to === branchId)
          .map(({ from, quantity }) => ({ branchId: from, quantity })),
      },
    ]
  })
}
