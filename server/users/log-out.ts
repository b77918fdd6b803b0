import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { judgeRefresh } from './judge-refresh.ts'
import { endSession, lockSession } from './session-queries.ts'
import type { RefreshToken } from './refresh-token.ts'

/** Ends the session of a refresh token that is or was good; what is neither is ignored. */
export async function logOut(deps: Deps, token: RefreshToken): Promise<void> {
  const { tenantId, sessionId } = token
  const ended = await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const session = await lockSession(tx, tenantId, sessionId)
    if (!session || session.endedAt) return false
    const stored = { tokenHash: session.tokenHash, rotatedAt: session.rotatedAt.getTime() }
    if (judgeRefresh(deps.secret, sessionId, token.secret, stored, deps.now()).kind === 'unknown')
      return false
    await endSession(tx, tenantId, sessionId, new Date(deps.now()))
    return true
  })
  if (ended) await deps.news.accessChanged(tenantId, sessionId)
}
