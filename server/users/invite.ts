import type { Invitation, Invited, JoinBody } from '../../shared/access/invitation.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { hashPassword } from './hash-password.ts'
import { noteOfUser } from './note-of-user.ts'
import { endInvitationsOf, insertInvitation, lockInvitation, openInvitation } from './invitation-queries.ts'
import { personById, replacePassword, replacePin } from './queries.ts'
import { endSessionsOf } from './session-queries.ts'
import { hashOfSecret, newRefreshSecret, readRefreshToken, writeRefreshToken } from './refresh-token.ts'

const LASTS_MS = 72 * 3_600_000

/**
 * Makes a link by which somebody sets their own password and PIN: nobody else ever knows them. It works once, for
 * three days; the links of before end.
 *
 * @throws ApiError user/unknown
 */
export async function invite(tx: Tx, deps: Deps, caller: Caller, userId: string): Promise<Invitation> {
  const { tenantId } = caller
  if (!(await personById(tx, tenantId, userId))) throw new ApiError('user/unknown')
  const [id, secret, at] = [deps.newId(), newRefreshSecret(), new Date(deps.now())]
  const expiresAt = new Date(deps.now() + LASTS_MS)
  await endInvitationsOf(tx, tenantId, userId, at)
  await insertInvitation(tx, tenantId, {
    id,
    userId,
    secretHash: hashOfSecret(secret),
    createdBy: caller.userId,
    at,
    expiresAt,
  })
  await noteOfUser(tx, deps, caller, 'user.invited', userId)
  return {
    token: writeRefreshToken({ tenantId, sessionId: id, secret }),
    expiresAt: expiresAt.toISOString(),
  }
}

/**
 * Whom a link is for.
 *
 * @throws ApiError auth/invitation-ended
 */
export async function readInvitation(deps: Deps, token: string): Promise<Invited> {
  const { tenantId, sessionId, secret } = parsed(token)
  const db = deps.database.tenant(tenantId)
  const found = await openInvitation(db, tenantId, sessionId, new Date(deps.now()))
  if (!found || !found.secretHash.equals(hashOfSecret(secret))) throw new ApiError('auth/invitation-ended')
  const { name, email, business } = found
  return { name, email, business }
}

/**
 * Sets password and PIN by a link, and uses it up. Whoever was signed in as them is out.
 *
 * @throws ApiError auth/invitation-ended
 */
export async function join(
  deps: Deps,
  { token, password, pin }: JoinBody,
): Promise<{ tenantId: string; userId: string }> {
  const { tenantId, sessionId, secret } = parsed(token)
  // Looked at before anything is hashed: strangers must not keep the processor busy.
  await readInvitation(deps, token)
  const passwordHash = await hashPassword(password)
  const pinHash = pin === null ? null : await hashPassword(pin)
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const at = new Date(deps.now())
    const found = await lockInvitation(tx, tenantId, sessionId, at)
    if (!found || !found.secretHash.equals(hashOfSecret(secret))) throw new ApiError('auth/invitation-ended')
    const { userId } = found
    await endInvitationsOf(tx, tenantId, userId, at)
    await replacePassword(tx, tenantId, userId, passwordHash)
    if (pinHash !== null) await replacePin(tx, tenantId, userId, pinHash)
    await endSessionsOf(tx, tenantId, userId, at)
    await noteOfUser(tx, deps, { tenantId, userId }, 'user.joined', userId, { withPin: pinHash !== null })
    return { tenantId, userId }
  })
}

function parsed(token: string) {
  const read = readRefreshToken(token)
  if (!read) throw new ApiError('auth/invitation-ended')
  return read
}
