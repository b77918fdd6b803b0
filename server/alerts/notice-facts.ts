import type { SystemFacts } from '../../shared/status/system-status.ts'
import type { Deps } from '../deps.ts'
import { noticeCounts } from './queries.ts'

const WEEK_MS = 7 * 86_400_000

/** How telling people does: what waits, and what was given up within a week and is not made good by a later one. */
export async function noticeFacts(deps: Deps, tenantId: string): Promise<SystemFacts['notices']> {
  const db = deps.database.tenant(tenantId)
  const { waiting, oldestAt, failed, failedSince } = await noticeCounts(
    db,
    tenantId,
    new Date(deps.now() - WEEK_MS),
  )
  return {
    waiting,
    oldestAt: oldestAt?.toISOString() ?? null,
    failed,
    failedSince: failedSince?.toISOString() ?? null,
  }
}
