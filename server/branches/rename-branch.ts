import type { Branch } from '../../shared/branches/branch.ts'
import type { BranchChange } from '../../shared/branches/business.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { lockBranch, writeName } from './queries.ts'

/**
 * Gives a branch another name, like `changeSettings`: on record, at a position of the log by which every lane hears of
 * it. Its code stays for ever: it stands in the numbers of receipts. A change that changes nothing takes none (L4).
 *
 * @returns the branch as it now stands
 * @throws ApiError branch/unknown; branch/changed where somebody else was first
 */
export async function renameBranch(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  branchId: string,
  { version, name }: BranchChange,
): Promise<Branch> {
  const branch = await lockBranch(tx, tenantId, branchId)
  if (!branch) throw new ApiError('branch/unknown')
  if (branch.seq !== version) throw new ApiError('branch/changed', { version: branch.seq })
  if (branch.name === name) return branch
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'branch.renamed',
      subject: 'branches',
      subjectId: branch.id,
      details: { before: branch.name, after: name },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['branches', 1]])
  const next = { ...branch, name, seq }
  await writeName(tx, tenantId, next)
  return next
}
