import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd } from '../jobs/jobs.ts'
import { tenantsWithMail, weeksOfTenants } from './queries.ts'
import { lastWeek } from './week-of.ts'

/**
 * Every minute: whose week is over by their own clock and not told of yet, and whose mails are to be tried again. What
 * was missed while nobody worked is made up for. A business that cannot be asked for is logged, and keeps nobody waiting.
 */
export async function wakeSummaries(deps: Deps): Promise<JobEnd> {
  const now = deps.now()
  const { nobody } = deps.database
  const each = async (tenantId: string, work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) =>
      deps.logger.warn({ err: error, tenantId }, 'a weekly summary could not be asked for'),
    )
  for (const { tenantId, timeZone, createdAt, made } of await weeksOfTenants(nobody))
    await each(tenantId, async () => {
      const week = lastWeek(now, timeZone)
      // A business that moved to another zone may be in a week again that was told of.
      if (week.to <= createdAt.getTime() || (made !== null && made >= week.name)) return
      await inTransaction(deps.database.tenant(tenantId), (tx) =>
        deps.jobs.send(tx, 'summary.make', { tenantId, askedBy: null }),
      )
    })
  for (const tenantId of await tenantsWithMail(nobody, new Date(now)))
    await each(tenantId, () =>
      inTransaction(deps.database.tenant(tenantId), (tx) => deps.jobs.send(tx, 'summary.mail', { tenantId })),
    )
  deps.jobs.nudge('summary.make')
  deps.jobs.nudge('summary.mail')
  return 'done'
}
