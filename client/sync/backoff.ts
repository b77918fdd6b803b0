const firstMs = 1_000
const mostMs = 120_000

/** Milliseconds until the next try after so many failed ones: exponential with full jitter, 1 s to 2 min (C3). */
export function backoffMs(failed: number, random: () => number): number {
  return Math.round(random() * Math.min(mostMs, firstMs * 2 ** Math.min(failed, 20)))
}

/** Resolves after a time, at once on `wake`, and rejects on abort. */
export function waitFor(
  ms: number,
  signal: AbortSignal,
  wake?: (now: () => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error)
      return
    }
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      forget?.()
      resolve()
    }
    const aborted = () => {
      clearTimeout(timer)
      forget?.()
      reject(signal.reason as Error)
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', aborted, { once: true })
    const forget = wake?.(done)
  })
}
