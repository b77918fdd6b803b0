/** The time of a sandbox, and what is to be done at which moment of it. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  at: (when: number, task: () => Promise<void> | void) => void
  /** Moves the time ahead; whatever falls due on the way is done at its moment, one after the other. */
  advance: (milliseconds: number) => Promise<void>
  /** Resolves when nothing is under way. */
  idle: () => Promise<void>
  close: () => void
}

type Task = { when: number; run: () => Promise<void> | void }

/**
 * A clock that starts at a moment. A real one goes on by itself and can be moved ahead besides; a manual one moves
 * only when it is told to.
 */
export function openClock({ start, manual }: { start?: number; manual: boolean }): Clock {
  const startedAt = start ?? Date.now()
  const realStart = performance.now()
  const tasks: Task[] = []
  const underWay = new Set<Promise<void>>()
  let ahead = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const now = (): number => Math.trunc(startedAt + ahead + (manual ? 0 : performance.now() - realStart))
  const nextDue = (until: number): Task | undefined => {
    const first = tasks.reduce<Task | undefined>(
      (best, task) => (best === undefined || task.when < best.when ? task : best),
      undefined,
    )
    if (first === undefined || first.when > until) return undefined
    tasks.splice(tasks.indexOf(first), 1)
    return first
  }
  const begin = ({ run }: Task): Promise<void> => {
    const promise = Promise.resolve(run()).finally(() => underWay.delete(promise))
    underWay.add(promise)
    return promise
  }
  const arm = (): void => {
    clearTimeout(timer)
    if (manual || closed || tasks.length === 0) return
    const soonest = Math.min(...tasks.map(({ when }) => when))
    timer = setTimeout(tick, Math.min(Math.max(0, soonest - now()), 2 ** 31 - 1))
    timer.unref()
  }
  // By itself the clock waits for nobody: a receiver that is slow holds up its own webhook only.
  const tick = (): void => {
    for (let due = nextDue(now()); due; due = nextDue(now())) void begin(due)
    arm()
  }

  return {
    now,
    at: (when, run) => {
      tasks.push({ when, run })
      arm()
    },
    advance: async (milliseconds) => {
      const until = now() + milliseconds
      for (let due = nextDue(until); due; due = nextDue(until)) {
        ahead += Math.max(0, due.when - now())
        await begin(due)
      }
      ahead += Math.max(0, until - now())
      arm()
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
