import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { forgetUpdates } from '../telegram/forget-updates.ts'
import { forgetOld } from './forget-old.ts'

/**
 * Tidies up after every business, one after the other, and after the bot, which is of none of them; one that fails keeps
 * none of the others waiting.
 */
export async function tidyAll(deps: Deps, { signal }: JobRun<'tidy.all'>): Promise<JobEnd> {
  const { rows } = await sql<{ id: string }>`select tenant_ids() as id`.execute(deps.database.nobody)
  for (const { id } of rows) {
    // What is left over is an hour older at the next time, and no harm done.
    if (signal.aborted) return 'done'
    try {
      await forgetOld(deps, id)
    } catch (error) {
      deps.logger.warn({ err: error, tenantId: id }, 'old rows not forgotten')
    }
  }
  try {
    await forgetUpdates(deps.database.nobody, deps.now())
  } catch (error) {
    deps.logger.warn({ err: error }, 'old updates of the bot not forgotten')
  }
  return 'done'
}
