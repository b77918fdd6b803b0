import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { withFlags } from '../../shared/branches/change-flags.ts'
import type { FlagsBody } from '../../shared/branches/change-flags.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { lockBranch, writeFlags } from './queries.ts'

/**
 * Changes which features the lanes of a branch have, like `changeSettings`: on record with what was and what is, at a
 * position of the log by which every lane hears of it. A change that changes nothing takes none (L4).
 *
 * @returns the branch as it now stands
 * @throws ApiError branch/unknown; branch/changed where somebody else was first
 */
export async function changeFlags(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  branchId: string,
  { version, flags: change }: FlagsBody,
): Promise<Branch> {
  const branch = await lockBranch(tx, tenantId, branchId)
  if (!branch) throw new ApiError('branch/unknown')
  if (branch.seq !== version) throw new ApiError('branch/changed', { version: branch.seq })
  const flags = withFlags(branch.flags, change)
  if (canonicalJson(flags) === canonicalJson(branch.flags)) return branch
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'branch.features-changed',
      subject: 'branches',
      subjectId: branch.id,
      details: { before: branch.flags, after: flags },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['branches', 1]])
  const next = { ...branch, flags, seq }
  await writeFlags(tx, tenantId, next)
  return next
}
