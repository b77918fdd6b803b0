import type { WeekList } from '../../shared/summary/week-summary.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { businessOf, reviveMails, stateOfWeek, writeMailChoice } from './queries.ts'
import { lastWeek } from './week-of.ts'

/**
 * Asks for the summary of the week that ended last, where there is none yet: it is made by a job. `again` has one that
 * is there written once more, with the sales that reached us since; nobody is mailed twice.
 */
export async function askSummary(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  again: boolean,
): Promise<{ week: string; state: WeekList['last']['state'] }> {
  const now = deps.now()
  const { timeZone } = await businessOf(tx, tenantId)
  const { name, to } = lastWeek(now, timeZone)
  const state = await stateOfWeek(tx, tenantId, name, new Date(now))
  if (state === 'making' || (state === 'made' && !again)) return { week: name, state }
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(now).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'summary.asked-for',
      subject: 'summary',
      subjectId: name,
      details: { to: new Date(to).toISOString() },
    },
  ])
  await deps.jobs.send(tx, 'summary.make', { tenantId, askedBy: userId, again })
  return { week: name, state: 'making' }
}

/** Has the mails of a week that were given up sent after all; gives how many. */
export async function mailAgain(
  tx: Tx,
  deps: Deps,
  { tenantId }: Caller,
  week: string,
): Promise<{ mails: number }> {
  const mails = await reviveMails(tx, tenantId, week, new Date(deps.now()))
  if (mails > 0) await deps.jobs.send(tx, 'summary.mail', { tenantId })
  return { mails }
}

/** Whether the caller gets the summaries to come by mail. */
export async function chooseMail(tx: Tx, { tenantId, userId }: Caller, wanted: boolean): Promise<void> {
  await writeMailChoice(tx, tenantId, userId, wanted)
}
