import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { createArrangement } from '../table/arrangement.ts'
import type { Asked } from '../table/field.ts'
import type { Source } from '../table/source.ts'

/** Milliseconds between two tellings of what keeps changing: nobody reads as fast, and each costs a rendering. */
const rest = 250

/** The rows of a source in the order that is asked for. */
export function useArrangement<Item>(source: Source<Item>, { search, filters, sort }: Asked) {
  const arrangement = useMemo(() => createArrangement(source.table, calmly()), [source])
  const state = useSyncExternalStore(arrangement.subscribe, arrangement.state)
  useEffect(() => () => arrangement.stop(), [arrangement])
  useEffect(() => {
    void arrangement.ask({ search, filters, sort })
  }, [arrangement, search, filters, sort])
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
