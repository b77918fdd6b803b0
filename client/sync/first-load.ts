import type { CollectionName } from '../../shared/sync/collections.ts'
import type { SyncState } from '../database/shop.ts'

type Load = { done: number; total: number | null; finished: boolean }

/** Milliseconds between two reports of a load that goes on: it would else report each of its two hundred pages. */
const rest = 100

/** How far collections are that load for the first time, for the progress bar; of those named, all must report. */
export function firstLoads(names: readonly CollectionName[], now: () => number, changed: () => void) {
  let reportedAt = 0
  const loads = new Map<CollectionName, Load>()
  const unheard = new Set(names)
  return {
    /** A collection begins to replicate; `isFirst` until all of it was here once, whatever runs that takes. */
    begins(name: CollectionName, isFirst: boolean): void {
      unheard.delete(name)
      if (isFirst) loads.set(name, { done: 0, total: null, finished: false })
      changed()
    },
    /** Whether it loads, and nobody knows yet how many rows there are. */
    lacksTotal(name: CollectionName): boolean {
      const load = loads.get(name)
      return load !== undefined && !load.finished && load.total === null
    },
    total(name: CollectionName, total: number): void {
      const load = loads.get(name)
      if (load) load.total = total
      changed()
    },
    /** Rows that were here before. */
    found(name: CollectionName, rows: number): void {
      const load = loads.get(name)
      if (load) load.done += rows
      changed()
    },
    received(name: CollectionName, rows: number): void {
      const load = loads.get(name)
      if (!load || load.finished) return
      load.done += rows
      // A clock may be set back.
      if (Math.abs(now() - reportedAt) < rest) return
      reportedAt = now()
      changed()
    },
    finished(name: CollectionName): void {
      const load = loads.get(name)
      if (!load || load.finished) return
      load.finished = true
      changed()
    },
    /** Null once all are through. */
    progress(): SyncState['firstLoad'] {
      if (unheard.size === 0 && [...loads.values()].every((load) => load.finished)) return null
      return [...loads].map(([collection, load]) => ({ collection, ...load }))
    },
  }
}
