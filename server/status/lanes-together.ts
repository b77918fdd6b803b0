import type { BranchesHealth } from '../../shared/status/branch-health.ts'
import type { SystemFacts } from '../../shared/status/system-status.ts'

const DAY_MS = 86_400_000
const STUCK_MS = 600_000

/** All lanes of a business as a few figures. Lanes that nobody has heard for a day are not at work: a shop closes. */
export function lanesTogether({ at, version, branches }: BranchesHealth): SystemFacts['lanes'] {
  const now = Date.parse(at)
  const lanes = branches.flatMap((branch) => branch.lanes)
  const online = lanes.filter(({ state }) => state === 'online')
  const since = lanes.flatMap(({ report }) => report?.oldestAt ?? []).toSorted()
  return {
    online: online.length,
    offline: lanes.filter(
      ({ state, lastContactAt }) => state === 'offline' && now - Date.parse(lastContactAt ?? '') < DAY_MS,
    ).length,
    waiting: lanes.reduce((sum, { report }) => sum + (report?.waiting ?? 0), 0),
    oldestAt: since[0] ?? null,
    stuck: online.filter(({ report }) => now - Date.parse(report?.oldestAt ?? '') > STUCK_MS).length,
    otherVersion: online.filter(({ report }) => report !== null && report.version !== version).length,
  }
}
