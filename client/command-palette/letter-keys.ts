const key = 'omnisync.letter-keys'

/**
 * Whether single letters and signs are keys of actions here. Somebody who speaks to the computer, or whose fingers slip,
 * turns them off; keys with Ctrl, arrows and Escape stay.
 */
export function lettersAreKeys(): boolean {
  return localStorage.getItem(key) !== 'off'
}

export function makeLettersKeys(wanted: boolean): void {
  if (wanted) localStorage.removeItem(key)
  else localStorage.setItem(key, 'off')
}
