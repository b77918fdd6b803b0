/** How long changes of levels are gathered before they are told. Of one shop. */
export type Pace = {
  /** Whether they are gathered for longer; whoever hears so has something to tell. */
  holds(): boolean
  /** Something was told now. */
  told(): void
  /** Milliseconds until what was held may be told; null where nothing was held since this was asked last. */
  held(): number | null
}

/** What was told within so long makes the next wait. Milliseconds. */
const LATELY = 60_000
/** For each time that something was told lately. Milliseconds. */
const EACH = 1_500

/**
 * The more often something was told within the last minute, the longer the next changes gather: a sale in a quiet shop
 * is told at once, and shops that sell without pause call nine times in the first minute and some six in each that
 * follows, a few seconds behind. Held in this process: another one that takes the shop over begins anew.
 */
export function openPace(now: () => number): (tenantId: string) => Pace {
  const shops = new Map<string, number[]>()
  return (tenantId) => {
    let isHeld = false
    const wait = (): number => {
      const lately = (shops.get(tenantId) ?? []).filter((at) => at > now() - LATELY)
      if (lately.length === 0) shops.delete(tenantId)
      else shops.set(tenantId, lately)
      return Math.max(0, (lately.at(-1) ?? 0) + lately.length * EACH - now())
    }
    return {
      holds: () => {
        const holds = wait() > 0
        isHeld ||= holds
        return holds
      },
      told: () => void shops.set(tenantId, [...(shops.get(tenantId) ?? []), now()]),
      held: () => {
        const wasHeld = isHeld
        isHeld = false
        return wasHeld ? wait() : null
      },
    }
  }
}
