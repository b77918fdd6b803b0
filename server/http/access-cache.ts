import { LRUCache } from 'lru-cache'
import type { News } from '../log/news.ts'

/** Milliseconds after which an entry is looked up again even if no news of it came: a net under the net. */
const TTL = 60_000
const MOST_ENTRIES = 50_000

export type AccessCache<T> = {
  /** The remembered value, or what `load` finds. Only found values are remembered. */
  get(tenantId: string, id: string, load: () => Promise<T | undefined>): Promise<T | undefined>
  close(): void
}

type Entry<T> = {
  tenantId: string
  id: string
  found: Promise<T | undefined>
  value: T | undefined
  at: number
}

/**
 * Remembers what the database said of a session or a device, so that a fleet of devices costs it no query a request,
 * and forgets at once on every node when somebody's access changes (A2). While the news connection is down nothing
 * is remembered: a revocation could pass unheard.
 *
 * @param concerns ids of which a change makes the value void, besides its own
 */
export function accessCache<T>(
  news: News,
  now: () => number,
  concerns: (value: T) => readonly string[] = () => [],
): AccessCache<T> {
  const entries = new LRUCache<string, Entry<T>>({ max: MOST_ENTRIES })
  const forget = (tenantId: string, subjectId: string): void => {
    for (const [key, entry] of entries.entries()) {
      if (entry.tenantId !== tenantId) continue
      // One that is still being looked up may have been read before the change: nobody knows whom it concerns yet.
      const voided = entry.id === subjectId || !entry.value || concerns(entry.value).includes(subjectId)
      if (voided) entries.delete(key)
    }
  }
  const leave = [news.onAccess(forget), news.onGap(() => entries.clear())]

  return {
    get(tenantId, id, load) {
      if (!news.isListening()) {
        entries.clear()
        return load()
      }
      const key = `${tenantId}:${id}`
      const known = entries.get(key)
      if (known && now() - known.at < TTL && now() >= known.at) return known.found
      const entry: Entry<T> = { tenantId, id, found: load(), value: undefined, at: now() }
      entries.set(key, entry)
      return settle(entries, key, entry)
    },
    close() {
      for (const end of leave) end()
      entries.clear()
    },
  }
}

/** An answer of "unknown" or an error is not kept: a device may be registered the next moment. */
async function settle<T>(
  entries: LRUCache<string, Entry<T>>,
  key: string,
  entry: Entry<T>,
): Promise<T | undefined> {
  try {
    entry.value = await entry.found
    return entry.value
  } finally {
    if (entry.value === undefined && entries.peek(key) === entry) entries.delete(key)
  }
}
