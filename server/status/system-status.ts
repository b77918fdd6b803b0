import { NodeFigures } from '../../shared/status/system-status.ts'
import { findProblems } from '../../shared/status/find-problems.ts'
import type { SystemStatus } from '../../shared/status/system-status.ts'
import { appVersion } from '../../shared/version.ts'
import { oldestForecasts } from '../velocity/oldest-forecasts.ts'
import { noticeFacts } from '../alerts/notice-facts.ts'
import { backupFacts } from '../backups/backup-facts.ts'
import type { Deps } from '../deps.ts'
import { shopFacts } from '../shopify/desk/shop-facts.ts'
import { summaryFacts } from '../summary/summary-facts.ts'
import { botFacts } from '../telegram/bot-facts.ts'
import { currentHead } from '../sync/head.ts'
import { branchesHealth } from './branch-health.ts'
import { lanesTogether } from './lanes-together.ts'
import type { RecentErrors } from './recent-errors.ts'
import { settlingNow } from './measure.ts'
import { backlogs, databaseFacts, jobCounts, newestMinutes } from './queries.ts'

const DAY_MS = 86_400_000
const NODE_LIVES_MS = 150_000

/** How the whole of it does now, and what is wrong with it, the worst first. */
export async function systemStatus(
  deps: Deps,
  tenantId: string,
  { startedAt, recentErrors }: { startedAt: number; recentErrors: RecentErrors },
): Promise<SystemStatus> {
  const now = deps.now()
  const db = deps.database.tenant(tenantId)
  const asked = performance.now()
  const log = await currentHead(db, tenantId)
  const pingMs = Math.round((performance.now() - asked) * 10) / 10
  const [
    waiting,
    database,
    minutes,
    health,
    jobs,
    settling,
    shop,
    backups,
    summary,
    bot,
    notices,
    forecastsOf,
  ] = await Promise.all([
    backlogs(db, tenantId),
    databaseFacts(db),
    newestMinutes(db, tenantId, new Date(now - NODE_LIVES_MS)),
    branchesHealth(deps, tenantId),
    jobCounts(db, new Date(now - DAY_MS)),
    settlingNow(deps),
    shopFacts(deps, tenantId),
    backupFacts(db),
    summaryFacts(deps, tenantId),
    botFacts(deps),
    noticeFacts(deps, tenantId),
    oldestForecasts(db, tenantId),
  ])
  const { total, idle, waiting: queued } = deps.database.connections()
  const facts = {
    at: new Date(now).toISOString(),
    version: appVersion,
    startedAt: new Date(startedAt).toISOString(),
    isListening: deps.news.isListening(),
    log,
    nodes: minutes.map(({ id, at, figures }) => ({
      id,
      at: at.toISOString(),
      figures: NodeFigures.parse(figures),
    })),
    database: { ...database, pingMs, pool: { used: total - idle, idle, waiting: queued } },
    settling,
    deadLetters: { open: waiting.letters, oldestAt: waiting.oldestLetter?.toISOString() ?? null },
    cases: {
      open: waiting.cases,
      oldestAt: waiting.oldestCase?.toISOString() ?? null,
      waiting: waiting.waiting,
    },
    lanes: lanesTogether(health),
    jobs,
    shop,
    backups,
    summary,
    bot,
    notices,
    forecastsOf: forecastsOf?.toISOString() ?? null,
    recentErrors: [...recentErrors.of(tenantId)],
  }
  return { problems: findProblems(facts, (at) => now - Date.parse(at)), facts }
}
