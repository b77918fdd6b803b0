/** Milliseconds of work in one go: less than half a frame. */
const longest = 6

/**
 * Does what is asked for row by row, in pauses of the main thread; asked twice for a row, it is done once.
 *
 * @param giveWay resolves when the thread is free again
 */
export function workInPauses<Key>(
  work: (key: Key) => void,
  rested: () => void,
  giveWay: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
) {
  const waiting = new Set<Key>()
  let working = false
  let stopped = false

  async function begin(): Promise<void> {
    if (working) return
    working = true
    while (waiting.size > 0 && !stopped) {
      await giveWay()
      const until = performance.now() + longest
      for (const key of waiting) {
        waiting.delete(key)
        work(key)
        if (performance.now() > until) break
      }
    }
    working = false
    rested()
  }

  return {
    ask(key: Key): void {
      waiting.add(key)
      void begin()
    },
    waiting: () => waiting.size,
    stop() {
      stopped = true
    },
  }
}
