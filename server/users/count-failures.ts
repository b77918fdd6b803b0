import { LRUCache } from 'lru-cache'

const MOST_FAILURES = 10
const WINDOW_MS = 15 * 60_000

export type FailedLogins = {
  /**
   * Runs one attempt to log in. Attempts under the same key follow each other: a thousand guesses sent at once would
   * otherwise all pass before the first has failed.
   *
   * @returns `wait`: seconds until another attempt is looked at; the attempt was not made
   */
  attempt<T>(
    key: string,
    login: () => Promise<T | null>,
  ): Promise<{ kind: 'done'; result: T | null } | { kind: 'wait'; seconds: number }>
}

/**
 * Counts failed logins by what the caller gives as key: ten in fifteen minutes, by the clock given. Only failures
 * count, since all tills of a shop share one address and log in at the same minute. A success forgets them.
 */
export function countFailures(now: () => number): FailedLogins {
  const failures = new LRUCache<string, number[]>({ max: 100_000 })
  const queues = new Map<string, Promise<unknown>>()
  return {
    async attempt(key, login) {
      const turn = (queues.get(key) ?? Promise.resolve()).then(async () => {
        const recent = (failures.get(key) ?? []).filter((at) => now() - at < WINDOW_MS)
        const [oldest] = recent
        if (oldest !== undefined && recent.length >= MOST_FAILURES) {
          return { kind: 'wait' as const, seconds: Math.ceil((oldest + WINDOW_MS - now()) / 1000) }
        }
        const result = await login()
        if (result === null) failures.set(key, [...recent, now()])
        else failures.delete(key)
        return { kind: 'done' as const, result }
      })
      // The next in the queue goes on whatever became of this one.
      const done = turn.catch(() => {})
      queues.set(key, done)
      try {
        return await turn
      } finally {
        if (queues.get(key) === done) queues.delete(key)
      }
    },
  }
}
