import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { WINDOW, calendarOf, dayAfter } from './days-of-branch.ts'
import type { BranchClock } from './night-queries.ts'
import { knownPaces, writeNight } from './night-queries.ts'
import { supplyOf } from './nights.ts'
import { learn, reckon } from './reckon.ts'
import { branchDays, packedDays } from './series-queries.ts'
import { tellChanged } from './tell-changed.ts'

/** A pace that differs by less from what was told says the same. */
const LEAST = 0.05

/**
 * A branch's night: every product is foretold from the days up to yesterday, what differs is told, and how well the
 * last weeks would have been foretold is noted. A process that stops leaves the night undone, and it begins anew.
 */
export async function reckonBranch(
  deps: Deps,
  tenantId: string,
  { branchId, today, settings }: BranchClock,
  signal: AbortSignal,
): Promise<void> {
  const began = deps.now()
  const db = deps.database.tenant(tenantId)
  const supply = supplyOf(settings)
  const span = { from: dayAfter(today, -WINDOW), to: dayAfter(today, -1) }
  const series = await packedDays(db, tenantId, branchId, span)
  const days = await branchDays(db, tenantId, branchId, span)
  const known = await knownPaces(db, tenantId, branchId)
  const calendar = calendarOf(span.from, days)
  const { earlier, ...learned } = await learn(series, calendar)
  const { changed, test } = await reckon(series, known, calendar, learned, supply, {
    least: LEAST,
    earlier,
  })
  const told = await tellChanged(deps, tenantId, branchId, today, changed, signal)
  if (signal.aborted) return
  await inTransaction(db, (tx) =>
    writeNight(tx, tenantId, {
      ...learned,
      branchId,
      day: today,
      supply,
      products: series.length,
      changed: told,
      test,
      tookMs: Math.round(deps.now() - began),
      endedAt: new Date(deps.now()),
    }),
  )
}
