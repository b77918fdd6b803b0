import type { SystemFacts } from '../../shared/status/system-status.ts'
import type { Deps } from '../deps.ts'
import { businessOf, failedMails, stateOfWeek } from './queries.ts'
import { lastWeek } from './week-of.ts'

/** How the weekly summary does: whether the last week was told of, and whether mails arrive. */
export async function summaryFacts(deps: Deps, tenantId: string): Promise<SystemFacts['summary']> {
  const db = deps.database.tenant(tenantId)
  const now = deps.now()
  const { timeZone, createdAt } = await businessOf(db, tenantId)
  const week = lastWeek(now, timeZone)
  const isOwed = week.to > createdAt.getTime()
  const [state, { failed, since }] = await Promise.all([
    stateOfWeek(db, tenantId, week.name, new Date(now)),
    failedMails(db, tenantId),
  ])
  return {
    week: week.name,
    isTold: state === 'made',
    owedSince: isOwed && state !== 'made' ? new Date(week.to).toISOString() : null,
    mailIsOn: deps.mail.isOn,
    model: deps.model?.name ?? null,
    failedMails: failed,
    failedSince: since?.toISOString() ?? null,
  }
}
