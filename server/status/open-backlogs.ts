import type { Deps } from '../deps.ts'
import { backlogs } from './queries.ts'
import type { Backlogs } from './queries.ts'

/** How much waits for people, of one branch or of all: open dead letters and open cases. */
export async function openBacklogs(
  deps: Deps,
  tenantId: string,
  branchId: string | null = null,
): Promise<Backlogs> {
  return backlogs(deps.database.tenant(tenantId), tenantId, branchId)
}
