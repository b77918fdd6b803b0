import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { createArrangement } from '../table/arrangement.ts'
import type { Asked } from '../table/field.ts'
import type { Source } from '../table/source.ts'

/** Milliseconds between two tellings of what keeps changing: nobody reads as fast, and each costs a rendering. */
const rest = 250

/**
 * The rows of a source in the order that is asked for, once all that is on the device was read.
 *
 * @param arriving whether the server's rows are still coming for the first time
 */
export function useArrangement<Item>(
  source: Source<Item>,
  { search, filters, sort }: Asked,
  { whole, arriving }: { whole: boolean; arriving: boolean },
) {
  const arrangement = useMemo(() => createArrangement(source.table, calmly()), [source])
  const state = useSyncExternalStore(arrangement.subscribe, arrangement.state)
  useEffect(() => arrangement.begin(), [arrangement])
  useEffect(() => {
    if (whole) void arrangement.ask({ search, filters, sort })
  }, [arrangement, whole, search, filters, sort])
  useEffect(() => arrangement.follow(arriving), [arrangement, arriving])
  return { arrangement, ...state }
}

function calmly(): (then: () => void) => void {
  let lastAt = Number.NEGATIVE_INFINITY
  return (then) => {
    const tell = () => {
      lastAt = performance.now()
      then()
    }
    const wait = lastAt + rest - performance.now()
    if (wait > 0) setTimeout(tell, wait)
    else requestAnimationFrame(tell)
  }
}
