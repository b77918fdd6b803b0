import { settingsOf } from '../../shared/branches/branch.ts'
import type { Supply } from '../../shared/velocity/plan-orders.ts'
import type { BranchClock } from './night-queries.ts'

/** Lanes that were away in the evening have an hour after midnight to bring their sales. Minutes. */
const BEGINS = 60

/** How a branch is supplied, by its settings as they are written. */
export function supplyOf(settings: unknown): Supply {
  const { leadDays, coverDays, serviceBp } = settingsOf(settings).supply
  return { leadDays, coverDays, service: serviceBp / 10_000 }
}

/** Whether a branch is to be reckoned as a whole: its day is over, or it is supplied in another way than it was. */
export function isDue({ night, today, minute, settings }: BranchClock): boolean {
  if (!night) return true
  if (night.day < today && minute >= BEGINS) return true
  const { leadDays, coverDays, service } = supplyOf(settings)
  return (
    night.supply.leadDays !== leadDays ||
    night.supply.coverDays !== coverDays ||
    night.supply.service !== service
  )
}
