import { LRUCache } from 'lru-cache'

/** All tills of a shop have one address, and people who mistype. */
const MOST_FAILURES = 300
const WINDOW_MS = 15 * 60_000

export type AddressLimit = {
  /**
   * Makes an attempt from an address. It counts as failed until it is known not to have: a thousand that are sent at
   * once would otherwise all begin before the first has failed.
   *
   * @returns `wait`: seconds until another attempt is looked at; this one was not made
   */
  attempt<T>(
    address: string,
    work: () => Promise<T>,
    hasFailed: (result: T) => boolean,
  ): Promise<{ kind: 'done'; result: T } | { kind: 'wait'; seconds: number }>
}

/**
 * Counts failed logins by address, whatever account they were for: one password tried on everybody, and a flood of
 * hashing. By the clock given.
 */
export function limitAddress(now: () => number): AddressLimit {
  const failures = new LRUCache<string, number[]>({ max: 20_000 })
  const without = (address: string, one: number): void => {
    const all = failures.get(address) ?? []
    const index = all.indexOf(one)
    if (index >= 0) failures.set(address, all.toSpliced(index, 1))
  }
  return {
    async attempt(address, work, hasFailed) {
      const at = now()
      const recent = (failures.get(address) ?? []).filter((one) => at - one < WINDOW_MS)
      const [oldest] = recent
      if (oldest !== undefined && recent.length >= MOST_FAILURES)
        return { kind: 'wait', seconds: Math.ceil((oldest + WINDOW_MS - at) / 1000) }
      failures.set(address, [...recent, at])
      let failed = false
      try {
        const result = await work()
        failed = hasFailed(result)
        return { kind: 'done', result }
      } finally {
        // A database that was away is nobody's wrong password.
        if (!failed) without(address, at)
      }
    },
  }
}
