const key = 'omnisync.reprints'
/** Orders whose copies are counted; who prints older ones begins at one again. */
const mostKept = 500

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/**
 * Where a receipt is asked for: right after its sale or refund, or from the order later on. Whether an order of another
 * lane or of last week was printed is not known here, so later on only copies come out.
 */
export type PrintedFrom = 'sale' | 'order'

/** How often each receipt was printed at this device: the first is the original, every other one a copy (2.11). */
export function reprints(memory: Memory) {
  return {
    /** Counts one print more. Gives which copy it is; null is the original, which comes out once. */
    next(orderId: string, from: PrintedFrom): number | null {
      const kept = read(memory.getItem(key))
      const known = kept.find(([id]) => id === orderId)?.[1]
      // Zero is kept for an original that came out.
      const copy = known === undefined ? (from === 'sale' ? 0 : 1) : known + 1
      const others = kept.filter(([id]) => id !== orderId)
      // Storage is full or blocked: the receipt is printed all the same.
      try {
        memory.setItem(key, JSON.stringify([...others, [orderId, copy]].slice(-mostKept)))
      } catch {}
      return copy === 0 ? null : copy
    },
  }
}

function read(kept: string | null): [string, number][] {
  try {
    const parsed: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(parsed) ? (parsed as [string, number][]) : []
  } catch {
    return []
  }
}
