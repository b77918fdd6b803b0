import { lockOf } from '../database/database-name.ts'

/** The part of Web Locks that is used; in tests a small stand-in. */
export type Locks = {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>
}

/**
 * Waits to become the one tab of a lane that writes and replicates (C2), then calls `begin`. The lock is held until
 * `signal` aborts and what `begin` gave has ended, so that no two tabs ever send the same lane's orders.
 */
export function lead(
  locks: Locks,
  name: string,
  signal: AbortSignal,
  begin: () => Promise<() => Promise<void>>,
): Promise<void> {
  const held = async () => {
    if (signal.aborted) return
    const end = await begin()
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await end()
  }
  return locks.request(lockOf(name), { signal }, held).then(
    () => {},
    (error: unknown) => {
      if (!signal.aborted) throw error
    },
  )
}
