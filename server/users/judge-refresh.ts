import { hashOfSecret, nextSecret } from './refresh-token.ts'

/** Milliseconds in which the token before the current one is a lost reply or a second tab, and no theft. */
const GRACE_MS = 20_000
/** How far back a used-up token is still known for one: a month of refreshes every 15 minutes. */
const GENERATIONS = 3_000

export type RefreshJudgement =
  /** The current token: it is replaced by `next`. */
  | { kind: 'rotate'; next: string }
  /** The one before, moments after its replacement: it gets the same replacement again. */
  | { kind: 'repeat'; next: string }
  /** Used up long ago: somebody has a copy. */
  | { kind: 'reused' }
  /** Never a token of this session. */
  | { kind: 'unknown' }

/** Decides on a refresh token by what is stored of its session. Pure but for the hashing. */
export function judgeRefresh(
  key: string,
  sessionId: string,
  secret: string,
  stored: { tokenHash: Buffer; rotatedAt: number },
  now: number,
): RefreshJudgement {
  const next = nextSecret(key, sessionId, secret)
  if (hashOfSecret(secret).equals(stored.tokenHash)) return { kind: 'rotate', next }
  let descendant = next
  for (let generation = 1; generation <= GENERATIONS; generation += 1) {
    if (hashOfSecret(descendant).equals(stored.tokenHash)) {
      const lostReply = generation === 1 && now - stored.rotatedAt <= GRACE_MS
      return lostReply ? { kind: 'repeat', next } : { kind: 'reused' }
    }
    descendant = nextSecret(key, sessionId, descendant)
  }
  return { kind: 'unknown' }
}
