import type { SyncState } from '../database/shop.ts'
import { writtenAs } from '../database/written-as.ts'

type Receipt = Parameters<typeof writtenAs>[0]

/**
 * The state with the sales whose tick was shown and which the queue does not know of yet: the worker answers a sale
 * first and counts a moment later, and in between nobody may read that all is sent.
 *
 * @param placed what was placed here, in any order
 */
export function withUncounted(state: SyncState, placed: readonly Receipt[]): SyncState {
  const uncounted = placed.filter((order) => writtenAs(order) > state.newest).length
  return uncounted === 0 ? state : { ...state, waiting: state.waiting + uncounted }
}
