import { useCallback, useEffect, useRef, useState } from 'react'
import { account } from './app-parts.ts'

export type Answered<Value> = {
  /** What the server said last; null before the first answer. */
  value: Value | null
  /** Why the last question had no answer; null where it had one. */
  error: unknown
  /** When `value` came, by this device's clock. */
  at: number | null
  ask(): Promise<void>
}

/**
 * Asks the API, and again every so often while the page is in sight. What was answered stays while a later question
 * fails. Another path is another question: its answer replaces the one before.
 *
 * @param path null asks nothing
 * @param everyMs null asks once
 */
export function useAnswer<Value>(
  path: string | null,
  read: (answer: unknown) => Value,
  everyMs: number | null = null,
): Answered<Value> {
  const [said, setSaid] = useState<{ value: Value | null; error: unknown; at: number | null }>({
    value: null,
    error: null,
    at: null,
  })
  const asked = useRef(0)
  const reader = useRef(read)
  const ask = useCallback(async () => {
    if (path === null) return
    asked.current += 1
    const mine = asked.current
    try {
      const value = reader.current(await account.callAs(path))
      // A slow answer to an older question is nobody's any more.
      if (mine === asked.current) setSaid({ value, error: null, at: Date.now() })
    } catch (error) {
      if (mine === asked.current) setSaid((before) => ({ ...before, error }))
    }
  }, [path])

  useEffect(() => {
    void ask()
    if (everyMs === null) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask()
    }, everyMs)
    return () => clearInterval(timer)
  }, [ask, everyMs])

  return { ...said, ask }
}
