import type { Branch } from '../../shared/branches/branch.ts'
import { differences, withChange } from '../../shared/branches/change-settings.ts'
import type { SettingsBody } from '../../shared/branches/change-settings.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { lockBranch, writeSettings } from './queries.ts'

/**
 * Changes settings of a branch in the caller's transaction: what was and what is stands in the audit log beside it,
 * and the branch takes a position in the log, by which every lane hears of it like of any other document. A change
 * that changes nothing takes none (L4).
 *
 * @returns the branch as it now stands
 * @throws ApiError branch/unknown; branch/changed where somebody else was first; request/invalid where the change does
 *   not fit the settings that stay
 */
export async function changeSettings(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  branchId: string,
  { version, settings: change }: SettingsBody,
): Promise<Branch> {
  const branch = await lockBranch(tx, tenantId, branchId)
  if (!branch) throw new ApiError('branch/unknown')
  if (branch.seq !== version) throw new ApiError('branch/changed', { version: branch.seq })
  if (change.secondCurrency?.currency === branch.settings.currency) throw ownCurrency(branch)
  const settings = withChange(branch.settings, change)
  const changed = differences(branch.settings, settings)
  if (changed.length === 0) return branch
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'branch.settings-changed',
      subject: 'branches',
      subjectId: branch.id,
      details: {
        before: Object.fromEntries(changed.map(({ name, before }) => [name, before])),
        after: Object.fromEntries(changed.map(({ name, after }) => [name, after])),
      },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['branches', 1]])
  const next = { ...branch, settings, seq }
  await writeSettings(tx, tenantId, next)
  return next
}

function ownCurrency({ settings }: Branch): ApiError {
  return new ApiError('request/invalid', [
    {
      path: 'body.settings.secondCurrency.currency',
      message: `${settings.currency} is what the branch sells in; name another currency, or null for none`,
    },
  ])
}
