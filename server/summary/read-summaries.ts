import type { SummaryLanguage, WeekList, WeekSummary } from '../../shared/summary/week-summary.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { tellingFor } from './mail-of-week.ts'
import { businessOf, mailChoice, mailsOf, newestWeeks, stateOfWeek, summaryOf } from './queries.ts'
import { lastWeek, nextEnd } from './week-of.ts'

const MOST_WEEKS = 60

/** The weeks that were told of, how it stands with the last one, and whether the caller gets them by mail. */
export async function listWeeks(deps: Deps, { tenantId, userId, role }: Caller): Promise<WeekList> {
  const db = deps.database.tenant(tenantId)
  const { timeZone } = await businessOf(db, tenantId)
  const now = deps.now()
  const last = lastWeek(now, timeZone)
  const [rows, state, wanted] = await Promise.all([
    newestWeeks(db, tenantId, MOST_WEEKS),
    stateOfWeek(db, tenantId, last.name, new Date(now)),
    mailChoice(db, tenantId, userId),
  ])
  return {
    weeks: rows.map(({ tellings, to, madeAt, ...row }) => ({
      ...row,
      to: to.toISOString(),
      madeAt: madeAt.toISOString(),
      how: Object.values(tellings).some(({ how }) => how === 'model') ? 'model' : 'plain',
    })),
    last: { week: last.name, to: new Date(last.to).toISOString(), state },
    nextAt: new Date(nextEnd(now, timeZone)).toISOString(),
    mail: { isOn: deps.mail.isOn, wanted: wanted ?? true, mayChoose: role === 'ADMIN' },
  }
}

/**
 * A week as somebody reads it. Whom it was mailed to is for admins.
 *
 * @throws ApiError summary/unknown
 */
export async function readWeek(
  deps: Deps,
  { tenantId, role }: Caller,
  week: string,
  language: SummaryLanguage,
): Promise<WeekSummary> {
  const db = deps.database.tenant(tenantId)
  const summary = await summaryOf(db, tenantId, week)
  if (!summary) throw new ApiError('summary/unknown')
  const { from, to, madeAt, statistics, tellings } = summary
  const mails = role === 'ADMIN' ? await mailsOf(db, tenantId, week) : []
  return {
    week,
    from: from.toISOString(),
    to: to.toISOString(),
    madeAt: madeAt.toISOString(),
    telling: tellingFor(tellings, statistics, language),
    language,
    statistics,
    mails: mails.map((mail) => ({ ...mail, at: mail.at.toISOString() })),
  }
}
