import { useSyncExternalStore } from 'react'
import type { TillPrefs } from './till-prefs.ts'
import { createTillPrefs } from './till-prefs.ts'

/** How this device is used. */
export const tillPrefs = createTillPrefs(localStorage)

export function useTillPrefs(): TillPrefs {
  return useSyncExternalStore(tillPrefs.subscribe, tillPrefs.state)
}
