import { setTimeout as sleep } from 'node:timers/promises'
import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.ts'

/** Milliseconds before each attempt that follows close on the last: a full disk takes somebody a while to empty. */
const PAUSES_MS = [0, 1_000, 5_000, 30_000]
/** A Postgres that has run for so long had started well. */
const STARTED_WELL_MS = 60_000

/**
 * Starts Postgres again, on the same port, whenever it ends unasked: the pool then finds it back by itself. It never
 * gives up, since nobody at a till would start a server again; attempts in quick succession get longer pauses.
 */
export function keepRunning(
  first: Postmaster,
  options: PostmasterOptions,
  log: (message: string) => void,
): { pid: () => number; stop: () => Promise<void> } {
  let current = first
  const stopping = new AbortController()
  let stopped: Promise<void> | undefined
  let restarted: Promise<void> = Promise.resolve()
  let attempts = 0

  const watch = (postmaster: Postmaster): void => {
    const since = Date.now()
    void postmaster.ended.then(() => {
      if (stopping.signal.aborted) return
      if (Date.now() - since > STARTED_WELL_MS) attempts = 0
      restarted = startAgain()
    })
  }

  const startAgain = async (): Promise<void> => {
    const pause = PAUSES_MS[Math.min(attempts, PAUSES_MS.length - 1)] ?? 0
    attempts += 1
    log(`Postgres ended unexpectedly: starting it again${pause > 0 ? ` in ${pause / 1_000} s` : ''}`)
    await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
    if (stopping.signal.aborted) return
    try {
      watch((current = await startPostmaster(options)))
    } catch (error) {
      log(`Postgres could not be started again, see ${options.logFile}: ${String(error)}`)
      return startAgain()
    }
  }
  watch(first)

  // The last resort, for an end of this process that skipped stop(): Postgres should not outlive it.
  const onExit = (): void => {
    try {
      process.kill(current.pid, 'SIGINT')
    } catch {
      // It ended first.
    }
  }
  process.once('exit', onExit)

  return {
    pid: () => current.pid,
    // Once only: after the end the process number may be somebody else's.
    stop: () => (stopped ??= stop()),
  }

  async function stop(): Promise<void> {
    stopping.abort()
    process.off('exit', onExit)
    await restarted
    await current.stop()
  }
}
