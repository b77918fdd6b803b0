import { createHash, createHmac, randomBytes } from 'node:crypto'
import { Id } from '../../shared/basics/scalars.ts'

/** What the refresh cookie says: which session, and the secret that shows it is ours to use. */
export type RefreshToken = { tenantId: string; sessionId: string; secret: string }

export function newRefreshSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The secret that follows another one. Derived, not drawn: when the reply to a refresh is lost, or two tabs refresh
 * at once, the same old token leads to the same new one, and an old token can be told from one that was never ours.
 */
export function nextSecret(key: string, sessionId: string, secret: string): string {
  return createHmac('sha256', key).update(`refresh-token-v1.${sessionId}.${secret}`).digest('base64url')
}

/** What is stored: a copy of the database opens no session. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function writeRefreshToken({ tenantId, sessionId, secret }: RefreshToken): string {
  return `${tenantId}.${sessionId}.${secret}`
}

/** Parses a cookie's text; null where it was not written by `writeRefreshToken`. */
export function readRefreshToken(text: string | undefined): RefreshToken | null {
  const [tenantId, sessionId, secret, ...more] = text?.split('.') ?? []
  const parsed = [Id.safeParse(tenantId), Id.safeParse(sessionId)] as const
  if (!parsed[0].success || !parsed[1].success || more.length > 0) return null
  if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return null
  return { tenantId: parsed[0].data, sessionId: parsed[1].data, secret }
}
