import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { JobEnd } from '../../jobs/jobs.ts'
import { hasShop, tenantsWithShop } from './queries.ts'

/** Changes of so long go out together: a thousand sales of one product are a handful of calls. Milliseconds. */
const GATHERED = 1_000

/**
 * Asks for a pass whenever the log of a business with a shop has moved. Gives what stops it. What is missed here, as
 * by a process that stops, the next minute finds.
 */
export function keepShopsInStep(deps: Deps): () => Promise<void> {
  const waiting = new Map<string, NodeJS.Timeout>()
  const ask = async (tenantId: string): Promise<void> => {
    const db = deps.database.tenant(tenantId)
    if (!(await hasShop(db, tenantId))) return
    await inTransaction(db, (tx) => deps.jobs.send(tx, 'shopify.pass', { tenantId }))
    deps.jobs.nudge('shopify.pass')
  }
  const stop = deps.news.onHeads(({ tenantId }) => {
    if (waiting.has(tenantId)) return
    const timer = setTimeout(() => {
      waiting.delete(tenantId)
      ask(tenantId).catch((error: unknown) =>
        deps.logger.warn({ err: error, tenantId }, 'no pass was asked for'),
      )
    }, GATHERED)
    timer.unref()
    waiting.set(tenantId, timer)
  })
  return async () => {
    stop()
    for (const timer of waiting.values()) clearTimeout(timer)
  }
}

/** Every minute: what waits for a time of its own, such as another try, is looked after. */
export async function passAll(deps: Deps): Promise<JobEnd> {
  for (const tenantId of await tenantsWithShop(deps.database.nobody))
    await inTransaction(deps.database.tenant(tenantId), (tx) =>
      deps.jobs.send(tx, 'shopify.pass', { tenantId }),
    )
  deps.jobs.nudge('shopify.pass')
  return 'done'
}
