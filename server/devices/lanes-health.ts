import type { LaneHealth } from '../../shared/status/branch-health.ts'
import type { Deps } from '../deps.ts'
import { laneHealth } from './queries.ts'
import type { LaneHealthRow } from './queries.ts'

const HOUR_MS = 3_600_000
/** A lane that nobody has heard for so long sells nothing any more. */
const SILENT_MS = 14 * 86_400_000
/** A node says every minute that it lives; one that missed two is gone, and its sockets with it. */
const NODE_LIVES_MS = 150_000

/** How every lane of a business does that is not revoked, with its branch; lanes as they were registered. */
export async function lanesHealth(
  deps: Deps,
  tenantId: string,
): Promise<{ branchId: string; lane: LaneHealth }[]> {
  const now = deps.now()
  const db = deps.database.tenant(tenantId)
  const rows = await laneHealth(db, tenantId, new Date(now - NODE_LIVES_MS), new Date(now - HOUR_MS))
  return rows.map((row) => ({ branchId: row.branchId, lane: healthOf(row, now) }))
}

function healthOf(row: LaneHealthRow, now: number): LaneHealth {
  const isOnline = row.socketSince !== null
  const seen = row.lastSeenAt?.getTime() ?? 0
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    state: isOnline ? 'online' : now - seen > SILENT_MS ? 'silent' : 'offline',
    lastContactAt: isOnline ? new Date(now).toISOString() : (row.lastSeenAt?.toISOString() ?? null),
    onlineSince: row.socketSince?.toISOString() ?? null,
    report: reportOf(row),
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    lastHour: {
      requests: row.requests,
      errors: row.errors,
      lastError: row.lastError,
      refused: row.refused,
      conflicts: row.conflicts,
    },
  }
}

function reportOf({ report, reportedAt }: LaneHealthRow): LaneHealth['report'] {
  if (!report || !reportedAt) return null
  const { oldestAgeMs, ...said } = report
  const oldest = oldestAgeMs === null ? null : new Date(Math.max(0, reportedAt.getTime() - oldestAgeMs))
  return { ...said, at: reportedAt.toISOString(), oldestAt: oldest?.toISOString() ?? null }
}
