/** A key as it reaches the window. `at` in milliseconds of any steady clock. */
export type Key = { key: string; at: number }

export type ScannerSettings = {
  /** Longest pause between two keys of one scan, milliseconds. People are slower. */
  gap: number
  /** Shortest code; below it fast fingers would count as a scanner. */
  least: number
}

export const usualScanner: ScannerSettings = { gap: 50, least: 3 }

/** The keys of a burst so far, and when the last one came. */
export type Burst = { keys: string; lastAt: number }

export const noBurst: Burst = { keys: '', lastAt: Number.NEGATIVE_INFINITY }

/**
 * What a key means: `scan` ends a burst with a code; `begins` may be the first key of a burst, so whoever
 * wants to take the typed text back remembers here what stood before; `continues` belongs to the burst and
 * is never a shortcut; `other` is none of a scanner's business.
 */
export type Heard =
  | { kind: 'scan'; code: string }
  | { kind: 'begins' }
  | { kind: 'continues' }
  | { kind: 'other' }

/**
 * Tells a scanner from a person. A scanner that acts as a keyboard types a code much faster than fingers can,
 * and ends it with Enter or Tab.
 */
export function hear(
  burst: Burst,
  { key, at }: Key,
  settings: ScannerSettings = usualScanner,
): [Burst, Heard] {
  // Scanners press Shift for capitals in the middle of a code.
  if (key === 'Shift') return [burst, { kind: 'other' }]
  const inTime = at - burst.lastAt <= settings.gap
  if (key === 'Enter' || key === 'Tab') {
    const complete = inTime && burst.keys.length >= settings.least
    return [noBurst, complete ? { kind: 'scan', code: burst.keys } : { kind: 'other' }]
  }
  if (key.length !== 1) return [noBurst, { kind: 'other' }]
  if (inTime) return [{ keys: burst.keys + key, lastAt: at }, { kind: 'continues' }]
  return [{ keys: key, lastAt: at }, { kind: 'begins' }]
}
