import { z } from 'zod'
import { Branch } from '../../../shared/branches/branch.ts'
import type { SettingsBody } from '../../../shared/branches/change-settings.ts'
import { account, device } from '../../app/app-parts.ts'
import { NoAnswer } from '../../app/api.ts'
import { canonicalJson } from '../../../shared/basics/canonical.ts'

/** Changes a branch on the server. A repeat after a lost answer is the same command, so that it is no conflict with itself. */
export function settingsSaver(): (branchId: string, body: SettingsBody) => Promise<Branch> {
  let last = { command: '', key: '' }
  return async (branchId, body) => {
    const command = canonicalJson([branchId, body])
    if (command !== last.command) last = { command, key: device.newId() }
    try {
      const answer = await account.callAs(`/branches/${branchId}/settings`, {
        method: 'PATCH',
        body,
        idempotencyKey: last.key,
      })
      return Branch.parse(answer)
    } catch (error) {
      if (!(error instanceof NoAnswer)) last = { command: '', key: '' }
      throw error
    }
  }
}

/** The branch as the server has it now, past the replicated copy, which may be a moment behind. */
export async function branchNow(branchId: string): Promise<Branch | null> {
  const { branches } = z.object({ branches: z.array(Branch) }).parse(await account.callAs('/branches'))
  return branches.find(({ id }) => id === branchId) ?? null
}
