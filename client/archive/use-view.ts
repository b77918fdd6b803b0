import { useSyncExternalStore } from 'react'
import { whenPlaceChanges } from '../app/place.ts'
import { readView, writeView } from './archive-view.ts'
import type { ArchiveView } from './archive-view.ts'

/**
 * The view that the address holds, and what changes it. Another filter begins at the first page; a new page is a step
 * that the browser goes back from, letters of a search are not.
 */
export function useView() {
  const address = useSyncExternalStore(subscribe, () => location.search)
  return { view: readView(address), change }
}

/** Changes what the address says now, which may be newer than what was last drawn. */
function change(changes: Partial<ArchiveView>, { replacing = false } = {}): void {
  const next = `${location.pathname}${writeView({ ...readView(location.search), cursor: null, ...changes })}`
  if (replacing) history.replaceState(history.state, '', next)
  else history.pushState(null, '', next)
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const end = whenPlaceChanges(listener)
  return () => {
    listeners.delete(listener)
    end()
  }
}
