import type { Budget } from './shop-api.ts'

/** Waits for some milliseconds, or until the signal is aborted. Never throws. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

/** What Shopify says of the budget with an answer, in points; null where the answer says nothing of it. */
export type Told = { requested: number; actual: number | null; budget: Omit<Budget, 'at'> } | null

/** Leave to make one call. It ends in exactly one of two ways. */
export type Turn = {
  /** The call is over, whatever came of it. */
  done: (told: Told) => void
  /**
   * Shopify did nothing, for want of points: the call is to be asked again, before all others.
   *
   * @param pause milliseconds to wait at the least, whatever the points say
   */
  throttled: (told: Told, pause: number) => Promise<Outcome>
}

/** `too-dear`: more than the bucket ever holds. `stopped`: the signal was aborted first. */
export type Outcome = { kind: 'turn'; turn: Turn } | { kind: 'too-dear' } | { kind: 'stopped' }

/** Lets calls go when the budget allows them, one after the other in the order in which they were asked. */
export type Governor = {
  /** @param cost how a call of this kind and size is known: what it cost last is what the next one is taken to cost */
  take: (cost: { name: string; size: string }, signal?: AbortSignal) => Promise<Outcome>
  budget: () => Budget | undefined
}

/** What a call is taken to cost that was never made: a page of objects, or a mutation. */
const FIRST_GUESS = 50
/** Kinds and sizes of calls that are remembered. */
const REMEMBERED = 1_000

type Waiting = {
  cost: () => number
  remember: (requested: number) => void
  notBefore: number
  signal: AbortSignal | undefined
  settle: (outcome: Outcome) => void
}

/**
 * Governs one shop. It reckons with what Shopify last said to be there, less what may have been taken since: so it
 * errs to the side of waiting a moment, and is put right by each answer.
 */
export function openGovernor({ now, sleep }: { now: () => number; sleep: Sleep }): Governor {
  const costs = new Map<string, number>()
  const queue: Waiting[] = []
  /** Costs of the calls under way, and what was answered meanwhile: an answer may be older than it looks. */
  const underWay = new Map<Turn, { cost: number; meanwhile: number }>()
  let told: Budget | undefined
  let spent = 0
  let waking: AbortController | undefined

  const level = (): number => {
    if (told === undefined) return 0
    const restored = (Math.max(0, now() - told.at) / 1_000) * told.restoreRate
    return Math.min(told.maximum, told.available + restored) - spent
  }
  const hear = (turn: Turn, heard: Told): void => {
    const own = underWay.get(turn)
    if (own === undefined) return
    underWay.delete(turn)
    if (heard === null) return
    told = { ...heard.budget, at: now() }
    const others = [...underWay.values()]
    spent = own.meanwhile + others.reduce((sum, { cost }) => sum + cost, 0)
    for (const other of others) other.meanwhile += heard.actual ?? 0
  }
  const go = (waiting: Waiting): void => {
    const cost = waiting.cost()
    const turn: Turn = {
      done: (heard) => {
        if (heard !== null) waiting.remember(heard.requested)
        hear(turn, heard)
        next()
      },
      throttled: (heard, pause) =>
        new Promise((settle) => {
          if (heard !== null) waiting.remember(heard.requested)
          hear(turn, heard)
          join({ ...waiting, notBefore: now() + pause, settle }, 'first')
        }),
    }
    spent += cost
    underWay.set(turn, { cost, meanwhile: 0 })
    waiting.settle({ kind: 'turn', turn })
  }
  const join = (waiting: Waiting, where: 'first' | 'last'): void => {
    if (waiting.signal?.aborted === true) {
      waiting.settle({ kind: 'stopped' })
      return
    }
    const leave = (): void => {
      queue.splice(queue.indexOf(entry), 1)
      waiting.settle({ kind: 'stopped' })
      next()
    }
    const entry: Waiting = {
      ...waiting,
      // One signal sees thousands of calls: each takes its listener along.
      settle: (outcome) => {
        waiting.signal?.removeEventListener('abort', leave)
        waiting.settle(outcome)
      },
    }
    waiting.signal?.addEventListener('abort', leave, { once: true })
    if (where === 'first') queue.unshift(entry)
    else queue.push(entry)
    next()
  }
  /** Lets go whoever may, and wakes up when the first of the others may. */
  const next = (): void => {
    waking?.abort()
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const wait = patience(first)
      if (wait === 'never') {
        queue.shift()
        first.settle({ kind: 'too-dear' })
      } else if (wait === 0) {
        queue.shift()
        go(first)
      } else {
        if (wait !== 'answer') wakeUpIn(wait)
        return
      }
    }
  }
  const patience = ({ cost, notBefore }: Waiting): number | 'answer' | 'never' => {
    const pause = Math.max(0, notBefore - now())
    // The first call of all goes alone, and tells how much there is.
    if (told === undefined) return underWay.size > 0 ? 'answer' : pause
    if (cost() > told.maximum) return 'never'
    const missing = cost() - level()
    return Math.max(pause, missing <= 0 ? 0 : Math.ceil((missing / told.restoreRate) * 1_000))
  }
  const wakeUpIn = (milliseconds: number): void => {
    const mine = new AbortController()
    waking = mine
    void sleep(milliseconds, mine.signal).then(() => {
      if (!mine.signal.aborted) next()
    })
  }

  return {
    take: ({ name, size }, signal) =>
      new Promise((settle) => {
        const exact = `${name} ${size}`
        join(
          {
            // Of another size nothing is known but what the last one cost.
            cost: () => costs.get(exact) ?? costs.get(name) ?? FIRST_GUESS,
            remember: (requested) => {
              if (costs.size > REMEMBERED) costs.clear()
              costs.set(exact, requested)
              costs.set(name, requested)
            },
            notBefore: 0,
            signal,
            settle,
          },
          'last',
        )
      }),
    budget: () => told && { ...told, available: Math.max(0, Math.floor(level())), at: now() },
  }
}
