const key = 'omnisync.reprints'
/** Orders whose copies are counted; who prints older ones begins at one again. */
const mostKept = 500

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** How often each receipt was printed again at this device: a copy says which one it is. */
export function reprints(memory: Memory) {
  return {
    /** Counts one more, and gives its number. */
    next(orderId: string): number {
      const kept = read(memory.getItem(key))
      const copy = (kept.find(([id]) => id === orderId)?.[1] ?? 0) + 1
      const others = kept.filter(([id]) => id !== orderId)
      // Storage is full or blocked: the receipt is printed all the same.
      try {
        memory.setItem(key, JSON.stringify([...others, [orderId, copy]].slice(-mostKept)))
      } catch {}
      return copy
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
