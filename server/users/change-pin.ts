import { writeAudit } from '../audit/write-audit.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { fitsHash, hashPassword } from './hash-password.ts'
import { passwordHashOf, replacePin } from './queries.ts'

/**
 * Gives the caller a new PIN, or null where the password is not theirs. Lanes learn of it when they next fetch their
 * people. Both hashes are computed before the transaction: nothing slow is done while it holds locks (L2).
 */
export async function changePin(
  deps: Deps,
  { tenantId, userId }: Caller,
  password: string,
  pin: string,
): Promise<true | null> {
  const kept = await passwordHashOf(deps.database.tenant(tenantId), tenantId, userId)
  if (kept === undefined || !(await fitsHash(password, kept))) return null
  const pinHash = await hashPassword(pin)
  const id = deps.newId()
  const at = new Date(deps.now()).toISOString()
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    await replacePin(tx, tenantId, userId, pinHash)
    await writeAudit(tx, tenantId, [
      {
        id,
        at,
        actorId: userId,
        deviceId: null,
        action: 'user.pin-changed',
        subject: 'user',
        subjectId: userId,
        details: {},
      },
    ])
  })
  return true
}
