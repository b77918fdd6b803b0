import { useSyncExternalStore } from 'react'
import { play, type Sound } from './sounds.ts'
import type { TillPrefs } from './till-prefs.ts'
import { createTillPrefs } from './till-prefs.ts'

/** How this device is used. */
export const tillPrefs = createTillPrefs(localStorage)

/** Sounds can be switched off, wherever they come from. */
export function playIfWanted(sound: Sound): void {
  if (tillPrefs.state().sounds) play(sound)
}

export function useTillPrefs(): TillPrefs {
  return useSyncExternalStore(tillPrefs.subscribe, tillPrefs.state)
}
