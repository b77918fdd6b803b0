import type { BranchLanes } from '../../../shared/branches/lanes.ts'
import { shareOf } from '../../../shared/inventory/allowance.ts'
import type { OnHandNow } from '../../database/shop.ts'

/** A lane that was not heard for so long may be selling what this one shows. Milliseconds. */
const unseenAfter = 10 * 60_000
/** What was heard so recently is now. */
const freshFor = 5 * 60_000

/** What makes a count on this screen uncertain: `age` since anything was heard, null while that is now. */
export type Risk = { age: number | null; unseen: readonly string[] }

/**
 * What this lane cannot know at the moment. Offline, every other lane that may sell counts as unseen from the moment
 * it was last seen; clocks that differ only make that earlier or later.
 */
export function riskNow(
  known: BranchLanes | null,
  own: string,
  { lastSync, online }: { lastSync: number | null; online: boolean },
  now: number,
): Risk {
  const heard = lastSync === null ? null : now - lastSync
  const age = online || heard === null || heard < freshFor ? null : heard
  const unseen = (known?.lanes ?? [])
    .filter(({ code, lastSeenAt }) => code !== own && now - Date.parse(lastSeenAt ?? '') > unseenAfter)
    .map(({ code }) => code)
  return { age, unseen }
}

/** How many pieces a lane may sell alone, and how many of them it has sold already. */
export type Allowance = { share: number; sold: number }

/**
 * The share of a lane in what was on the shelf when it was last heard; what it sold since, and nobody has settled, is
 * counted against it. Both outlast a reload: the one is the replicated level, the other the outbox.
 */
export function allowanceOf(
  known: BranchLanes | null,
  own: string,
  { onHand, pending }: OnHandNow,
): Allowance {
  // A lane that never heard of any other one knows at least of itself.
  const codes = known?.lanes.map(({ code }) => code) ?? [own]
  return { share: shareOf(onHand + pending, codes, own), sold: pending }
}
