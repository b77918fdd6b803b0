import type { Shop, ShopSession } from '../database/shop.ts'

export type Held =
  | { kind: 'none' }
  | { kind: 'opening' }
  | { kind: 'open'; shop: Shop }
  | { kind: 'failed'; why: string }

/**
 * Holds the one open shop of this page. Shops are opened and closed strictly one after another: two would
 * fight for the lane's write lock (C2).
 */
export function createShopHolder(open: (session: ShopSession) => Promise<Shop>) {
  let held: Held = { kind: 'none' }
  let wanted: string | null = null
  let queue = Promise.resolve()
  const listeners = new Set<() => void>()

  function hold(next: Held) {
    held = next
    for (const listener of listeners) listener()
  }

  /** Closes what is open and opens the session's shop; the same session again changes nothing. */
  function show(session: ShopSession | null) {
    // A lane that is only called otherwise is the same: it shows its name from its next start on.
    const lane = session?.lane && { ...session.lane, name: null }
    const key = session && JSON.stringify([session.user.id, session.user.role, session.user.branchId, lane])
    if (key === wanted) return
    wanted = key
    const before = held
    hold(session ? { kind: 'opening' } : { kind: 'none' })
    queue = queue.then(async () => {
      // What cannot be closed must not keep the next one from opening, nor all that come after it.
      if (before.kind === 'open') await before.shop.close({ force: true }).catch(() => {})
      if (!session || wanted !== key) return
      try {
        const shop = await open(session)
        if (wanted === key) hold({ kind: 'open', shop })
        else await shop.close({ force: true })
      } catch (error) {
        if (wanted === key)
          hold({ kind: 'failed', why: error instanceof Error ? error.message : String(error) })
      }
    })
  }

  return {
    show,
    state: () => held,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
