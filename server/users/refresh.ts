import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { judgeRefresh } from './judge-refresh.ts'
import type { LoggedIn } from './log-in.ts'
import { personById } from './queries.ts'
import { endSession, lockSession, replaceToken } from './session-queries.ts'
import { hashOfSecret } from './refresh-token.ts'
import type { RefreshToken } from './refresh-token.ts'
import { sessionEnd } from './session-life.ts'

/**
 * Exchanges a refresh token for the next one. A token that was used up before ends the session: one of the two who
 * hold it is a thief, and nobody can tell which.
 *
 * @throws ApiError auth/refresh-invalid, auth/refresh-reused, auth/user-disabled
 */
export async function refresh(deps: Deps, token: RefreshToken): Promise<LoggedIn> {
  const { tenantId, sessionId } = token
  const outcome = await inTransaction(deps.database.tenant(tenantId), (tx) => exchange(tx, deps, token))
  if (outcome.kind === 'reused') {
    await deps.news.accessChanged(tenantId, sessionId)
    throw new ApiError('auth/refresh-reused')
  }
  return outcome.loggedIn
}

type Exchange = { kind: 'exchanged'; loggedIn: LoggedIn } | { kind: 'reused' }

async function exchange(tx: Tx, deps: Deps, token: RefreshToken): Promise<Exchange> {
  const { tenantId, sessionId } = token
  const now = deps.now()
  const session = await lockSession(tx, tenantId, sessionId)
  if (!session || session.endedAt || session.expiresAt.getTime() <= now)
    throw new ApiError('auth/refresh-invalid')
  const person = await personById(tx, tenantId, session.userId)
  if (!person || person.disabledAt) throw new ApiError('auth/user-disabled')

  const stored = { tokenHash: session.tokenHash, rotatedAt: session.rotatedAt.getTime() }
  const judged = judgeRefresh(deps.secret, sessionId, token.secret, stored, now)
  switch (judged.kind) {
    case 'unknown':
      throw new ApiError('auth/refresh-invalid')
    case 'reused':
      await endForReuse(tx, deps, tenantId, sessionId, session.userId)
      return { kind: 'reused' }
    case 'rotate':
      await replaceToken(tx, {
        tenantId,
        id: sessionId,
        tokenHash: hashOfSecret(judged.next),
        at: new Date(now),
        expiresAt: sessionEnd(now),
      })
      break
    case 'repeat':
      break
  }
  const { disabledAt: _, ...user } = person
  return { kind: 'exchanged', loggedIn: { user, refresh: { tenantId, sessionId, secret: judged.next } } }
}

async function endForReuse(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  sessionId: string,
  userId: string,
): Promise<void> {
  const at = new Date(deps.now())
  await endSession(tx, tenantId, sessionId, at)
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'session.ended-for-reuse',
      subject: 'session',
      subjectId: sessionId,
      details: {},
    },
  ])
}
