import type { SummaryLanguage } from '../../shared/summary/week-summary.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { gatherWeek } from './gather-week.ts'
import { businessOf, claimWeek, insertMails, readersOf, releaseWeek, writeSummary } from './queries.ts'
import type { Reader, Tellings } from './queries.ts'
import { tellWeek } from './tell-week.ts'
import { lastWeek } from './week-of.ts'
import type { Week } from './week-of.ts'

/** Longer than a model may take for its two answers, and the statistics before it. */
const CLAIM_MS = 180_000

/**
 * Tells the week of a business that ended last, once unless it is asked for again: who takes it in hand says so first, and nobody else does until
 * that has run out. The summary and the mails that are to go out are written together or not at all.
 */
export async function makeSummary(
  deps: Deps,
  { data: { tenantId, askedBy, again = false }, signal }: Pick<JobRun<'summary.make'>, 'data' | 'signal'>,
): Promise<JobEnd> {
  const db = deps.database.tenant(tenantId)
  const { timeZone } = await businessOf(db, tenantId)
  const now = deps.now()
  const week = lastWeek(now, timeZone)
  const claimId = deps.newId()
  const claim = { id: claimId, now: new Date(now), until: new Date(now + CLAIM_MS), askedBy, again }
  if (!(await inTransaction(db, (tx) => claimWeek(tx, tenantId, week, claim)))) return 'done'
  try {
    const made = await untilStopped(signal, tell(deps, tenantId, week))
    if (made === 'stopped') {
      await inTransaction(db, (tx) => releaseWeek(tx, tenantId, week.name, claimId))
      return 'again'
    }
    await inTransaction(db, async (tx) => {
      const { statistics, tellings, readers } = made
      const at = new Date(deps.now())
      if (!(await writeSummary(tx, tenantId, week.name, { claimId, at, statistics, tellings }))) return
      // Without a mail server nobody is left waiting for one: the page says that mail is off.
      if (!deps.mail.isOn || readers.length === 0) return
      const mails = readers.map((reader) => ({ ...reader, id: deps.newId() }))
      await insertMails(tx, tenantId, week.name, mails, at)
      await deps.jobs.send(tx, 'summary.mail', { tenantId })
    })
    for (const { how } of Object.values(made.tellings)) deps.metrics.summaries.inc({ how })
    deps.jobs.nudge('summary.mail')
    return 'done'
  } catch (error) {
    // The next try need not wait until the claim has run out.
    await inTransaction(db, (tx) => releaseWeek(tx, tenantId, week.name, claimId)).catch(() => {})
    throw error
  }
}

/** The statistics, and the sentences in each language in which somebody reads them; English where nobody does. */
async function tell(
  deps: Deps,
  tenantId: string,
  week: Week,
): Promise<{ statistics: Awaited<ReturnType<typeof gatherWeek>>; tellings: Tellings; readers: Reader[] }> {
  const statistics = await gatherWeek(deps, tenantId, week)
  const readers = await readersOf(deps.database.tenant(tenantId), tenantId)
  const languages = new Set<SummaryLanguage>(readers.map(({ language }) => language))
  if (languages.size === 0) languages.add('en')
  const told = await Promise.all(
    [...languages].map(
      async (language) => [language, await tellWeek(deps.model, statistics, language)] as const,
    ),
  )
  return { statistics, tellings: Object.fromEntries(told), readers }
}

async function untilStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T | 'stopped'> {
  if (signal.aborted) return 'stopped'
  const stopped = Promise.withResolvers<'stopped'>()
  const stop = (): void => stopped.resolve('stopped')
  signal.addEventListener('abort', stop)
  // What is left behind goes on for nobody, and must not end the process where it fails.
  work.catch(() => {})
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
