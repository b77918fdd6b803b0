import type { Shop } from '../database/shop.ts'

export type Training = { kind: 'off' } | { kind: 'opening' } | { kind: 'on'; shop: Shop } | { kind: 'failed' }

/** Holds the one training of this page. Leaving it, or leaving the page, forgets all of it. */
export function createTrainingHolder(open: (real: Shop) => Promise<Shop>) {
  let state = { kind: 'off' } as Training
  const listeners = new Set<() => void>()

  function change(next: Training) {
    state = next
    for (const listener of listeners) listener()
  }

  const current = () => state

  return {
    state: current,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async enter(real: Shop) {
      if (state.kind === 'opening' || state.kind === 'on') return
      const opening: Training = { kind: 'opening' }
      change(opening)
      const opened = await open(real).catch(() => null)
      // Somebody left, or signed out, while it was opening.
      if (current() !== opening) {
        await opened?.close()
        return
      }
      change(opened ? { kind: 'on', shop: opened } : { kind: 'failed' })
    },
    async leave() {
      const before = state
      change({ kind: 'off' })
      if (before.kind === 'on') await before.shop.close()
    },
  }
}
