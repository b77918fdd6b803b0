/** Seconds between two questions, and for how many a worker may owe the answer: none of its tasks is that long. */
const [rest, patience] = [10, 20]

/**
 * Asks a worker now and then, and at once when it reports an error, whether it is still there, and calls `died` once
 * when it no longer answers. An error alone says nothing: a stray one leaves all else at work, and a worker that the
 * browser ends for want of memory reports none.
 *
 * @param secondMs how long a second is; counted one by one, so that a tablet that slept is not taken for a dead worker
 * @returns what ends the watching
 */
export function watchWorker(
  worker: Pick<EventTarget, 'addEventListener'>,
  isAlive: () => Promise<unknown>,
  died: (why: Error) => void,
  secondMs = 1_000,
): () => void {
  let stopped = false
  let asking = false

  async function ask(): Promise<void> {
    if (asking || stopped) return
    asking = true
    let answered = false
    const heard = () => {
      answered = true
    }
    isAlive().then(heard, heard)
    for (let left = patience; left > 0 && !answered; left -= 1)
      await new Promise((resolve) => setTimeout(resolve, secondMs))
    asking = false
    if (!answered) end()
  }

  function end(): void {
    if (stopped) return
    stop()
    died(new Error('this page has lost its data store: reload it, nothing that was sold is lost'))
  }

  const timer = setInterval(() => void ask(), rest * secondMs)
  function stop(): void {
    stopped = true
    clearInterval(timer)
  }
  worker.addEventListener('error', () => void ask())
  // Which answer it was, nobody knows: whoever waits for it would wait for ever.
  worker.addEventListener('messageerror', end)
  return stop
}
