import type { SessionUser } from '../../shared/access/session.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { fitsHash, hashPassword } from './hash-password.ts'
import { personById, userForLogin } from './queries.ts'
import { insertSession } from './session-queries.ts'
import { hashOfSecret, newRefreshSecret } from './refresh-token.ts'
import type { RefreshToken } from './refresh-token.ts'
import { sessionEnd } from './session-life.ts'

export type LoggedIn = { user: SessionUser; refresh: RefreshToken }

/**
 * Opens a session, or null where email or password is wrong; both take the same time, so that nobody learns who
 * has an account.
 *
 * @throws ApiError auth/user-disabled, only to somebody who knows the password
 */
export async function logIn(deps: Deps, email: string, password: string): Promise<LoggedIn | null> {
  const found = await userForLogin(deps.database.nobody, email)
  const fits = await fitsHash(password, found?.passwordHash ?? (await nobodysHash()))
  if (!found || !fits) return null
  const { tenantId } = found
  const sessionId = deps.newId()
  const secret = newRefreshSecret()
  const at = new Date(deps.now())
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const person = await personById(tx, tenantId, found.id)
    if (!person) return null
    const { disabledAt, ...user } = person
    if (disabledAt) throw new ApiError('auth/user-disabled')
    const tokenHash = hashOfSecret(secret)
    await insertSession(tx, {
      tenantId,
      id: sessionId,
      userId: user.id,
      tokenHash,
      at,
      expiresAt: sessionEnd(deps.now()),
    })
    return { user, refresh: { tenantId, sessionId, secret } }
  })
}

let unused: Promise<string> | undefined

/** The hash of a password that nobody has, with the parameters of the real ones. */
function nobodysHash(): Promise<string> {
  return (unused ??= hashPassword(newRefreshSecret()))
}
