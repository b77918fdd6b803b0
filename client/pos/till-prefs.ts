import { z } from 'zod'
import type { ChosenKeys } from './key-map.ts'
import { keyMapOf } from './key-map.ts'
import type { KeyMap } from './keys.ts'
import { tillActions } from './keys.ts'
import { usualScanner } from './scanner.ts'

const Kept = z.object({
  keys: z.partialRecord(z.enum(tillActions), z.string().min(1).max(20)).catch({}),
  gap: z.int().min(10).max(500).catch(usualScanner.gap),
  sounds: z.boolean().catch(true),
})

/** How this device is used: keys, the pause between two keys of a scan in milliseconds, and whether it makes sounds. */
export type TillPrefs = { chosen: ChosenKeys; keys: KeyMap; gap: number; sounds: boolean }

const storageKey = 'omnisync.till'

/** The preferences of a device, kept in its browser: keyboards and scanners differ from counter to counter. */
export function createTillPrefs(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  let state = read(storage)
  const listeners = new Set<() => void>()

  function change(next: Partial<Pick<TillPrefs, 'chosen' | 'gap' | 'sounds'>>) {
    const { chosen, gap, sounds } = { ...state, ...next }
    state = { chosen, keys: keyMapOf(chosen), gap, sounds }
    try {
      storage.setItem(storageKey, JSON.stringify({ keys: chosen, gap, sounds }))
    } catch {
      // Storage is full or blocked: it holds until the page is left.
    }
    for (const listener of listeners) listener()
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change,
  }
}

function read(storage: Pick<Storage, 'getItem'>): TillPrefs {
  let kept: unknown = null
  try {
    kept = JSON.parse(storage.getItem(storageKey) ?? 'null')
  } catch {}
  const { keys, gap, sounds } = Kept.safeParse(kept).data ?? Kept.parse({})
  return { chosen: keys as ChosenKeys, keys: keyMapOf(keys as ChosenKeys), gap, sounds }
}
