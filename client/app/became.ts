import type { ImportOutcome, OutboxDocument } from '../../shared/sync/outbox.ts'

/** What a lane goes on writing: what the server knew of it may have been an earlier state. */
const growing: ReadonlySet<OutboxDocument['collection']> = new Set(['customers', 'shifts', 'parkedSales'])

/**
 * What became of an imported document, in the end of a key of the outbox words. Of what goes on growing the server only
 * tells that it had it: whether the file brought it further or not, it is `current` now.
 */
export function becameOf({ collection, outcome }: ImportOutcome): ImportOutcome['outcome'] | 'current' {
  return outcome === 'known' && growing.has(collection) ? 'current' : outcome
}
