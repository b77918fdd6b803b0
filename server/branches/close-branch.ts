import type { Branch } from '../../shared/branches/branch.ts'
import { isInTheWay } from '../../shared/branches/closing.ts'
import type { ClosingBody } from '../../shared/branches/closing.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { findInTheWay } from './find-in-the-way.ts'
import { lockBranch, lockBusiness, writeSettings } from './queries.ts'

/**
 * Closes a branch at which nothing is left, like `changeSettings`: everybody hears of it by the log, and from then on it
 * is offered for nothing new. What happened there stays as it is. A lane that was away may still bring what it sold:
 * that has happened, and is settled like anywhere else (O9 has it so for online orders).
 *
 * @returns the branch as it now stands
 * @throws ApiError branch/unknown; branch/changed where somebody else was first; branch/in-use with what is in the way
 */
export async function closeBranch(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  branchId: string,
  body: ClosingBody,
): Promise<Branch> {
  // Of two admins who close the last two branches at once, the second waits here and is told.
  await lockBusiness(tx, caller.tenantId)
  const branch = await branchAt(tx, caller, branchId, body)
  if (branch.settings.closedAt !== null) return branch
  const inTheWay = await findInTheWay(tx, caller.tenantId, branchId)
  if (isInTheWay(inTheWay)) throw new ApiError('branch/in-use', { inTheWay })
  return writeClosing(tx, deps, caller, branch, new Date(deps.now()).toISOString())
}

/**
 * Opens a closed branch again, with everything as it was.
 *
 * @returns the branch as it now stands
 * @throws ApiError branch/unknown; branch/changed where somebody else was first
 */
export async function reopenBranch(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  branchId: string,
  body: ClosingBody,
): Promise<Branch> {
  const branch = await branchAt(tx, caller, branchId, body)
  if (branch.settings.closedAt === null) return branch
  return writeClosing(tx, deps, caller, branch, null)
}

async function branchAt(
  tx: Tx,
  { tenantId }: Caller,
  branchId: string,
  { version }: ClosingBody,
): Promise<Branch> {
  const branch = await lockBranch(tx, tenantId, branchId)
  if (!branch) throw new ApiError('branch/unknown')
  if (branch.seq !== version) throw new ApiError('branch/changed', { version: branch.seq })
  return branch
}

async function writeClosing(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  branch: Branch,
  closedAt: string | null,
): Promise<Branch> {
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: closedAt === null ? 'branch.reopened' : 'branch.closed',
      subject: 'branches',
      subjectId: branch.id,
      details: { code: branch.code, name: branch.name },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['branches', 1]])
  const next = { ...branch, settings: { ...branch.settings, closedAt }, seq }
  await writeSettings(tx, tenantId, next)
  return next
}
