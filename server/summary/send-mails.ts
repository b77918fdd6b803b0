import { AGAIN_MINUTES } from '../again-after.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { mailOfWeek } from './mail-of-week.ts'
import { businessOf, claimMail, dropMails, endTry, summaryOf } from './queries.ts'
import type { ClaimedMail } from './queries.ts'

/** Longer than the mail server may take for one. */
const CLAIM_MS = 120_000
const MINUTE = 60_000

/**
 * Sends what is due of a business, one mail after the other. A mail is taken in hand first: of two workers one sends it,
 * and where that one dies another does once the claim has run out, under the same Message-ID. After the fourth try it
 * is given up, and shown. Who is no reader any more by then gets none.
 */
export async function sendMails(
  deps: Deps,
  { data: { tenantId }, signal }: Pick<JobRun<'summary.mail'>, 'data' | 'signal'>,
): Promise<JobEnd> {
  const db = deps.database.tenant(tenantId)
  for (;;) {
    if (signal.aborted) return 'again'
    const now = deps.now()
    const mail = await inTransaction(db, async (tx) => {
      await dropMails(tx, tenantId, new Date(now))
      return claimMail(tx, tenantId, new Date(now), new Date(now + CLAIM_MS))
    })
    if (!mail) return 'done'
    await sendOne(deps, tenantId, mail)
  }
}

async function sendOne(deps: Deps, tenantId: string, mail: ClaimedMail): Promise<void> {
  const db = deps.database.tenant(tenantId)
  const { name } = await businessOf(db, tenantId)
  const summary = await summaryOf(db, tenantId, mail.week)
  if (!summary) throw new Error(`the summary of ${mail.week} is gone`)
  const handover = await deps.mail.send({
    id: mail.id,
    to: mail.address,
    ...mailOfWeek(summary, { business: name, language: mail.language, publicUrl: deps.publicUrl }),
  })
  deps.metrics.mails.inc({ outcome: handover.kind })
  const at = new Date(deps.now())
  const again = AGAIN_MINUTES[mail.attempts - 1]
  const fault =
    handover.kind === 'sent' ? null : handover.kind === 'off' ? 'no mail server' : handover.because
  const isOver = handover.kind === 'sent' || handover.kind === 'refused' || again === undefined
  await inTransaction(db, (tx) =>
    endTry(tx, tenantId, mail, {
      state: !isOver ? 'waiting' : handover.kind === 'sent' ? 'sent' : 'failed',
      dueAt: isOver ? at : new Date(at.getTime() + again! * MINUTE),
      endedAt: isOver ? at : null,
      fault,
    }),
  )
}
