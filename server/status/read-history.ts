import type { StatusHistory } from '../../shared/status/system-status.ts'
import type { Deps } from '../deps.ts'
import { historySince } from './queries.ts'

/** More points than this no chart of a page can show. */
const MOST_POINTS = 180

/** What was measured in the last hours, in buckets of whole minutes, oldest first; minutes without a node are absent. */
export async function readHistory(deps: Deps, tenantId: string, hours: number): Promise<StatusHistory> {
  const now = deps.now()
  const from = new Date(now - hours * 3_600_000)
  const bucket = Math.max(1, Math.ceil((hours * 60) / MOST_POINTS)) * 60
  const points = await historySince(deps.database.tenant(tenantId), tenantId, from, bucket)
  return {
    from: from.toISOString(),
    to: new Date(now).toISOString(),
    bucket,
    points: points.map(({ at, ...point }) => ({ ...point, at: at.toISOString() })),
  }
}
