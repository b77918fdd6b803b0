import { settingsOf } from '../../shared/branches/branch.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { takePositions } from '../log/take-positions.ts'
import { createUser } from '../users/create-user.ts'
import { insertBranches, insertBusiness } from './queries.ts'

/** A business as it begins: one branch, and one admin who makes everything else in the app. */
export type NewBusiness = {
  name: string
  currency: string
  timeZone: string
  branch: string
  branchCode: string
  adminName: string
  email: string
}

/**
 * Writes a business with its log, its first branch and its admin; the branch stands in the log like every other row (L1).
 *
 * @param tx names the new business to row-level security already
 * @param passwordHash of the admin; made before the transaction, since it takes a while (L2)
 * @throws ApiError user/email-taken
 */
export async function openBusiness(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'now'>,
  tenantId: string,
  wanted: NewBusiness,
  passwordHash: string,
): Promise<void> {
  const { name, currency, timeZone, branch, branchCode, adminName, email } = wanted
  const at = new Date(deps.now())
  await insertBusiness(tx, { id: tenantId, name, currency, timeZone, epoch: crypto.randomUUID(), at })
  const author = { tenantId, userId: null }
  const admin = { name: adminName, email, role: 'ADMIN', branchId: null } as const
  await createUser(tx, deps, author, admin, { passwordHash, pinHash: null })
  const document: Branch = {
    id: deps.newId(),
    seq: await takePositions(tx, tenantId, [['branches', 1]]),
    _deleted: false,
    code: branchCode,
    name: branch,
    settings: settingsOf({ currency, timeZone }),
    flags: {},
  }
  await insertBranches(tx, tenantId, [document])
}
