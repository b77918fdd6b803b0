import type { BrowserContext, Worker } from 'playwright-core'

export type InWorkers = {
  /** Asks each worker that runs now, once it has done its work. */
  ask<Answer>(question: () => Answer): Promise<Answer[]>
}

/**
 * Does something in every worker of a context as it starts: what a page is made to do by an init script does not
 * reach the worker, where the shop's data lives.
 */
export function inWorkers<Given>(
  context: BrowserContext,
  work: (given: Given) => void,
  given: Given,
): InWorkers {
  const running = new Map<Worker, Promise<void>>()
  context.on('page', (page) =>
    page.on('worker', (worker) => {
      const done = worker.evaluate(work as never, given) as Promise<void>
      // A page that is reloaded takes its workers with it.
      running.set(
        worker,
        done.catch(() => void running.delete(worker)),
      )
      worker.on('close', () => running.delete(worker))
    }),
  )
  return {
    ask: (question) =>
      Promise.all(
        [...running].map(async ([worker, done]) => {
          await done
          return await worker.evaluate(question)
        }),
      ),
  }
}
