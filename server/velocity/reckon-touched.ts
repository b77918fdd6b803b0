import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { WINDOW, calendarOf, dayAfter } from './days-of-branch.ts'
import type { BranchClock, Progress } from './night-queries.ts'
import { knownPaces, noteReckoned, touchedNext } from './night-queries.ts'
import { supplyOf } from './nights.ts'
import { reckon } from './reckon.ts'
import { branchDays, packedDays } from './series-queries.ts'
import type { BranchDay } from './series-queries.ts'
import { tellChanged } from './tell-changed.ts'

/** Movements whose products are reckoned at once. */
const CHUNK = 2_000
/** By day a pace must differ by more than at night: the next customer would undo what the last one did. */
const LEAST = 0.15

/**
 * Between the nights: the products that moved are foretold anew, with what today has brought so far for as much of
 * today as is over. One that is new has a pace on its first day.
 */
export async function reckonTouched(
  deps: Deps,
  tenantId: string,
  clocks: readonly BranchClock[],
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const db = deps.database.tenant(tenantId)
  for (let { reckoned } = progress; reckoned < progress.seq && !signal.aborted;) {
    const { touched, reached } = await touchedNext(db, tenantId, { ...progress, reckoned }, CHUNK)
    for (const { branchId, productIds } of touched) {
      const clock = clocks.find((one) => one.branchId === branchId)
      if (clock?.night) await reckonSome(deps, tenantId, clock, clock.night, productIds, signal)
    }
    if (signal.aborted) return
    await inTransaction(db, (tx) => noteReckoned(tx, tenantId, reached))
    reckoned = reached
  }
}

async function reckonSome(
  deps: Deps,
  tenantId: string,
  { branchId, today, minute, settings }: BranchClock,
  learned: NonNullable<BranchClock['night']>,
  productIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const db = deps.database.tenant(tenantId)
  const span = { from: dayAfter(today, 1 - WINDOW), to: today }
  const series = await packedDays(db, tenantId, branchId, { ...span, productIds })
  const days = await branchDays(db, tenantId, branchId, span)
  const known = await knownPaces(db, tenantId, branchId, productIds)
  const calendar = calendarOf(span.from, days, partOfDay(days, minute))
  const { changed } = await reckon(series, known, calendar, learned, supplyOf(settings), {
    least: LEAST,
  })
  await tellChanged(deps, tenantId, branchId, today, changed, signal)
}

/** How much of a branch's day is over, by the hours of its last four weeks. */
function partOfDay(days: readonly BranchDay[], minute: number): number {
  const late = days.filter(({ day }) => day >= WINDOW - 29 && day < WINDOW - 1)
  const mean = (of: (day: BranchDay) => number, otherwise: number) =>
    late.length === 0 ? otherwise : late.reduce((sum, day) => sum + of(day), 0) / late.length
  const from = mean(({ first }) => first, 8 * 60)
  const to = mean(({ last }) => last, 20 * 60)
  return to > from ? Math.min(1, Math.max(0, (minute - from) / (to - from))) : 1
}
