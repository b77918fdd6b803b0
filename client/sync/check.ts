import { keptThirtyDays, scopeSinceMs, type CollectionName } from '../../shared/sync/collections.ts'
import { sameDigest } from '../../shared/sync/digest.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import type { Api } from './api.ts'
import { waitFor } from './backoff.ts'
import type { Line } from './line.ts'
import { localDigest, sinceFor } from './local-digest.ts'
import type { Replicator } from './replicate.ts'

export type CheckParts = {
  collection: KeptCollection
  replicator: Replicator
  api: Api
  line: Line
  signal: AbortSignal
  /** The one branch whose rows this device is shown; null where it sees all (P2). */
  seesBranch: string | null
  /** Rows healed. */
  repair(): Promise<number>
}

/** `same`: nothing to do. `busy`: the collection moved on too fast, or its replication stood still, to be compared. */
export type Checked = { kind: 'same' } | { kind: 'healed'; rows: number } | { kind: 'busy' }

/** Tries to catch the device and the server at one head. */
const tries = 4

/**
 * Compares a collection with the server's at one head, and heals it where they differ (C5). Two differences in a row
 * count as one: between the first and its reading a change may have come.
 */
export async function check(parts: CheckParts): Promise<Checked> {
  const name = parts.collection.name as CollectionName
  let differed = 0
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const since = sinceFor(name, keptThirtyDays, scopeSinceMs(parts.api.serverNow()))
    const answer = await parts.line.ask({
      signal: parts.signal,
      ask: (until) => parts.api.digest(name, since, until),
    })
    if (answer.kind === 'refused') return { kind: 'busy' }
    const theirs = answer.value
    if (!(await reach(parts, theirs.head))) continue
    const ours = await localDigest(parts.collection, { since, branchId: parts.seesBranch })
    if (sameDigest(ours, theirs)) return { kind: 'same' }
    // Rows above the head that was asked about: not comparable, ask again.
    if (ours.highest > theirs.head && ours.highest <= parts.replicator.reached()) continue
    differed += 1
    if (differed === 2) return { kind: 'healed', rows: await parts.repair() }
  }
  return differed > 0 ? { kind: 'healed', rows: await parts.repair() } : { kind: 'busy' }
}

/** Waits until the device has pulled up to a head. */
async function reach({ replicator, signal }: CheckParts, head: number): Promise<boolean> {
  for (let waited = 0; replicator.reached() < head; waited += 1) {
    if (waited === 200) return false
    if (waited % 50 === 0) replicator.resync()
    await waitFor(50, signal)
  }
  return true
}
