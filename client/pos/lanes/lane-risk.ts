import type { BranchLanes } from '../../../shared/branches/lanes.ts'
import { shareOf } from '../../../shared/inventory/allowance.ts'
import type { OnHandNow, SyncState } from '../../database/shop.ts'

/** A lane that was not heard for so long may be selling what this one shows. Milliseconds. */
const unseenAfter = 10 * 60_000
/** What was heard so recently is now. */
const freshFor = 5 * 60_000

/**
 * What makes a count on this screen uncertain: `age` since anything was heard, null while that was a moment ago; `heard`
 * says that it is now.
 */
export type Risk = { age: number | null; heard: boolean; unseen: readonly string[] }

type Line = Pick<SyncState, 'connection' | 'needsLogin' | 'stopped' | 'tooOld'>

/** Whether nothing is pulled: without the network, and where the server answers but has nothing for this lane. */
export function hearsNothing({ connection, needsLogin, stopped, tooOld }: Line): boolean {
  return connection === 'offline' || needsLogin || tooOld || stopped !== null
}

/**
 * What this lane cannot know at the moment. Offline, every other lane that may sell counts as unseen from the moment
 * it was last seen; clocks that differ only make that earlier or later. After a start nothing was heard yet: what is
 * shown is as old as what was last heard of the branch's lanes, which is asked for every minute and kept.
 */
export function riskNow(
  known: BranchLanes | null,
  own: string,
  { lastSync, ...line }: Line & { lastSync: number | null },
  now: number,
): Risk {
  const heard = lastSync !== null && !hearsNothing(line)
  const last = lastSync ?? (known ? Date.parse(known.at) : now)
  const age = heard || now - last < freshFor ? null : now - last
  const unseen = (known?.lanes ?? [])
    .filter(({ code, lastSeenAt }) => code !== own && now - Date.parse(lastSeenAt ?? '') > unseenAfter)
    .map(({ code }) => code)
  return { age, heard, unseen }
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
