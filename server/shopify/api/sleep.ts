import { setTimeout } from 'node:timers/promises'
import type { Sleep } from './governor.ts'

/** Waits in real time; keeps no process alive by itself. */
export const sleep: Sleep = async (milliseconds, signal) => {
  try {
    await setTimeout(milliseconds, undefined, { ...(signal ? { signal } : {}), ref: false })
  } catch {
    // Aborted: who waited looks why.
  }
}
