import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.ts'

/**
 * Starts Postgres again, on the same port, whenever it ends unasked: the pool then finds it back by itself.
 * Three ends within a minute mean that starting again does not help.
 */
export function keepRunning(
  first: Postmaster,
  options: PostmasterOptions,
  log: (message: string) => void,
): { pid: () => number; stop: () => Promise<void> } {
  let current = first
  let stopping = false
  let stopped: Promise<void> | undefined
  let restarted: Promise<void> = Promise.resolve()
  const ends: number[] = []

  const watch = (postmaster: Postmaster): void => {
    void postmaster.ended.then(() => {
      if (stopping) return
      ends.push(Date.now())
      if (ends.length >= 3 && Date.now() - ends.at(-3)! < 60_000) {
        log(`Postgres ended three times within a minute and is left alone; see ${options.logFile}`)
        return
      }
      log('Postgres ended unexpectedly: starting it again')
      restarted = startPostmaster(options).then(
        (next) => watch((current = next)),
        (error: unknown) => log(`Postgres could not be started again: ${String(error)}`),
      )
    })
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
    stopping = true
    process.off('exit', onExit)
    await restarted
    await current.stop()
  }
}
