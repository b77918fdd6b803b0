import { LRUCache } from 'lru-cache'

const WINDOW_MS = 60_000
const MOST_IN_WINDOW = 20
const STRANGERS_APART_MS = 60_000
/** Chats that are remembered; beyond them the oldest begin anew. */
const MOST_CHATS = 50_000

/** What keeps one chat from being everybody's work. */
export type Flood = {
  /** `warn` for the first message too many of a minute, `drop` for those behind it: no work is done for them. */
  of(chatId: number): 'fine' | 'warn' | 'drop'
  /** Whether a stranger may be answered now: one sentence a minute. */
  mayMeet(chatId: number): boolean
}

/** Counts messages by chat, by the clock given. */
export function countMessages(now: () => number): Flood {
  const windows = new LRUCache<number, { from: number; count: number }>({ max: MOST_CHATS })
  const met = new LRUCache<number, number>({ max: MOST_CHATS })
  return {
    of(chatId) {
      const known = windows.get(chatId)
      const window = known && now() - known.from < WINDOW_MS ? known : { from: now(), count: 0 }
      window.count += 1
      windows.set(chatId, window)
      if (window.count <= MOST_IN_WINDOW) return 'fine'
      return window.count === MOST_IN_WINDOW + 1 ? 'warn' : 'drop'
    },
    mayMeet(chatId) {
      const last = met.get(chatId)
      if (last !== undefined && now() - last < STRANGERS_APART_MS) return false
      met.set(chatId, now())
      return true
    },
  }
}
