/**
 * One caller for each turn of the event loop. Judging a push keeps the process busy for a millisecond or more, and at
 * the end of a batch many arrive at once: without turns, Postgres would wait behind all of them to hear the next
 * statement of the batch at work, and have nothing to do.
 */
export function openTurns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => (last = last.then(() => new Promise((resolve) => setImmediate(resolve))))
}
