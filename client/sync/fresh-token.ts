import type { Tokens } from '../database/shop.ts'
import { backoffMs } from './backoff.ts'

export type FreshTokenParts = {
  tokens: Pick<Tokens, 'refresh'>
  now(): number
  random(): number
  /** How many times faster waiting passes; 1 outside tests. */
  speed?: number
}

/** After so many failures the pause grows no longer: 16 s. Offline this is the one request by which a lane hears more. */
const mostFailed = 4

/**
 * Refreshes the token once for everybody who waits for it. One that failed is everybody's failure too, until its pause
 * is over: collections that each tried by themselves would ask a dead network several times a second (C3).
 */
export function freshToken({ tokens, now, random, speed = 1 }: FreshTokenParts) {
  let refreshing: Promise<string | null> | null = null
  let failed = 0
  let pause: { until: number; error: unknown } | null = null

  async function refresh(): Promise<string | null> {
    try {
      const token = await tokens.refresh()
      failed = 0
      pause = null
      return token
    } catch (error) {
      pause = { until: now() + backoffMs(Math.min(failed, mostFailed), random) / speed, error }
      failed += 1
      throw error
    } finally {
      refreshing = null
    }
  }

  return {
    /** A token just refreshed; null where a login is needed. Rejects with what the last try met while its pause lasts. */
    async next(): Promise<string | null> {
      if (pause && now() < pause.until) throw pause.error
      refreshing ??= refresh()
      return await refreshing
    },
    /** Milliseconds until the next try goes out; 0 where none is waited for. */
    restMs: () => (pause ? Math.max(0, pause.until - now()) * speed : 0),
    /** Somebody asks for it now, or the network is back. */
    tryNow: () => void (pause = null),
  }
}
