/** What a shop allows: how much at once, and how much of it comes back each second. */
export type Limits = { maximumAvailable: number; restoreRate: number }

export type ThrottleStatus = Limits & { currentlyAvailable: number }

/** A leaky bucket of query cost. */
export type Bucket = {
  /** Takes a cost, or takes nothing where it is not there. */
  take: (cost: number) => boolean
  giveBack: (cost: number) => void
  status: () => ThrottleStatus
}

export function openBucket({ maximumAvailable, restoreRate }: Limits, now: () => number): Bucket {
  let level = maximumAvailable
  let at = now()
  const refill = (): void => {
    const time = now()
    level = Math.min(maximumAvailable, level + (Math.max(0, time - at) / 1_000) * restoreRate)
    at = time
  }
  return {
    take: (cost) => {
      refill()
      if (cost > level) return false
      level -= cost
      return true
    },
    giveBack: (cost) => {
      refill()
      level = Math.min(maximumAvailable, level + cost)
    },
    status: () => {
      refill()
      return { maximumAvailable, currentlyAvailable: Math.floor(level), restoreRate }
    },
  }
}
