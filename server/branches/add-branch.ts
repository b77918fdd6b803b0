import { settingsOf } from '../../shared/branches/branch.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { NewBranch } from '../../shared/branches/business.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { codeIsTaken, insertBranches, lockBranch, lockBusiness } from './queries.ts'

/**
 * Opens a branch: its shelves are empty, its receipts begin at one, and everybody hears of it by the log. It has the
 * settings of the branch that it is to be like, but its own address and words on the receipt, and no flags yet.
 *
 * @throws ApiError branch/code-taken, branch/unknown where the one that it is to be like does not exist
 */
export async function addBranch(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  { id, code, name, like }: NewBranch,
): Promise<Branch> {
  // Of two admins who open a branch by one code at once, the second waits here and sees the first one's.
  const { currency, timeZone } = await lockBusiness(tx, tenantId)
  if (await codeIsTaken(tx, tenantId, { id, code })) throw new ApiError('branch/code-taken')
  const model = like === null ? null : await lockBranch(tx, tenantId, like)
  if (model === undefined) throw new ApiError('branch/unknown')
  const settings = settingsOf({
    ...model?.settings,
    currency,
    timeZone,
    address: '',
    receiptFooter: '',
    closedAt: null,
  })
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'branch.opened',
      subject: 'branches',
      subjectId: id,
      details: { code, name, like },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['branches', 1]])
  const document: Branch = { id, seq, _deleted: false, code, name, settings, flags: {} }
  await insertBranches(tx, tenantId, [document])
  return document
}
