import type { Home } from '../../shared/reports/home.ts'
import type { Deps } from '../deps.ts'
import { openBacklogs } from '../status/open-backlogs.ts'
import { daysOf, lowStock, salesByHour } from './queries.ts'
import type { HourRow } from './queries.ts'

const MOST_PRODUCTS = 12

/** What somebody who runs a business wants to see first, of one branch or of all. */
export async function readHome(deps: Deps, tenantId: string, branchId: string | null): Promise<Home> {
  const db = deps.database.tenant(tenantId)
  const now = new Date(deps.now())
  const days = await daysOf(db, tenantId, now)
  const [hours, waiting, low] = await Promise.all([
    salesByHour(db, tenantId, days, branchId),
    openBacklogs(deps, tenantId, branchId),
    lowStock(db, tenantId, branchId, MOST_PRODUCTS),
  ])
  const of = (isToday: boolean) => hours.filter((hour) => hour.isToday === isToday)
  return {
    at: now.toISOString(),
    currency: days.currency,
    timeZone: days.timeZone,
    day: days.date,
    today: dayOf(of(true), days.today, days.tomorrow),
    lastWeek: dayOf(of(false), days.weekAgo, days.weekAgoEnd),
    conflicts: waiting.cases,
    waiting: waiting.waiting,
    deadLetters: waiting.letters,
    low,
  }
}

function dayOf(hours: readonly HourRow[], from: Date, to: Date): Home['today'] {
  const sum = (what: 'sales' | 'refunds' | 'total' | 'soFar') =>
    hours.reduce((total, hour) => total + hour[what], 0)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    sales: sum('sales'),
    refunds: sum('refunds'),
    total: sum('total'),
    soFar: sum('soFar'),
    hours: hours.map(({ hour, sales, total }) => ({ hour, sales, total })),
  }
}
