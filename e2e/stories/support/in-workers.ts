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
  const prepared = new WeakMap<Worker, Promise<void>>()
  const prepare = (worker: Worker): Promise<void> => {
    const done = prepared.get(worker) ?? (worker.evaluate(work as never, given) as Promise<void>)
    prepared.set(worker, done)
    return done
  }
  // A page that is reloaded takes its workers with it, in the middle of this too.
  context.on('page', (page) => page.on('worker', (worker) => void prepare(worker).catch(() => {})))
  return {
    ask: (question) =>
      Promise.all(
        context
          .pages()
          .flatMap((page) => page.workers())
          .map(async (worker) => {
            await prepare(worker)
            return await worker.evaluate(question)
          }),
      ),
  }
}
