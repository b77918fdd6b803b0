import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import type { Channels } from './channel.ts'
import { everyTenant, nextDue, tenantsWithNotices } from './queries.ts'
import { readCrossings } from './read-crossings.ts'
import { sendNotices } from './send-notices.ts'

/** Changes of so long are read together. Milliseconds. */
const GATHERED = 1_000
/** No timer is set for longer: the cron line finds what is due later. */
const LONGEST_TIMER = 90_000

/** What a worker does about alerts. */
export type Alerts = {
  send(job: JobRun<'alerts.send'>): Promise<JobEnd>
  wake(job: Pick<JobRun<'alerts.wake'>, 'signal'>): Promise<JobEnd>
  close(): Promise<void>
}

/**
 * From now on this process reads the log of every business that moves for levels that came down, and sends what is due.
 * What it misses, as while nobody runs, the next minute finds: the log forgets nothing.
 */
export function keepAlerts(deps: Deps, channels: Channels): Alerts {
  const reading = new Map<string, NodeJS.Timeout>()
  const sending = new Map<string, NodeJS.Timeout>()
  let hands = Promise.resolve()
  const closing = new AbortController()

  const ask = async (tenantId: string): Promise<void> => {
    await inTransaction(deps.database.tenant(tenantId), (tx) =>
      deps.jobs.send(tx, 'alerts.send', { tenantId }),
    )
    deps.jobs.nudge('alerts.send')
  }
  const askAt = (tenantId: string, due: Date | null): void => {
    if (due === null || closing.signal.aborted) return
    const wait = Math.max(0, due.getTime() - deps.now())
    if (wait > LONGEST_TIMER) return
    clearTimeout(sending.get(tenantId))
    const timer = setTimeout(() => {
      sending.delete(tenantId)
      ask(tenantId).catch((error: unknown) => complain(error, tenantId))
    }, wait + 10)
    timer.unref()
    sending.set(tenantId, timer)
  }
  const read = async (tenantId: string): Promise<void> => {
    if (await readCrossings(deps, tenantId, channels, { signal: closing.signal }))
      askAt(tenantId, await nextDue(deps.database.tenant(tenantId), tenantId))
  }
  const askOrWait = async (tenantId: string): Promise<void> => {
    const due = await nextDue(deps.database.tenant(tenantId), tenantId)
    if (due !== null && due.getTime() <= deps.now()) await ask(tenantId)
    else askAt(tenantId, due)
  }
  const complain = (error: unknown, tenantId: string): void => {
    if (!closing.signal.aborted)
      deps.logger.warn({ err: error, tenantId }, 'alerts could not be looked after')
  }
  const stop = deps.news.onHeads(({ tenantId }) => {
    if (reading.has(tenantId)) return
    const timer = setTimeout(() => {
      reading.delete(tenantId)
      // One after the other: reading the log of many businesses at once is not worth the connections.
      hands = hands.then(() => read(tenantId)).catch((error: unknown) => complain(error, tenantId))
    }, GATHERED)
    timer.unref()
    reading.set(tenantId, timer)
  })

  return {
    async send({ data: { tenantId }, signal }) {
      askAt(tenantId, await sendNotices(deps, tenantId, channels, signal))
      return signal.aborted ? 'again' : 'done'
    },
    async wake(job) {
      const signal = AbortSignal.any([job.signal, closing.signal])
      for (const tenantId of await everyTenant(deps.database.nobody)) {
        if (signal.aborted) return 'done'
        await readCrossings(deps, tenantId, channels, { signal }).catch((error: unknown) =>
          complain(error, tenantId),
        )
      }
      for (const tenantId of await tenantsWithNotices(deps.database.nobody))
        await askOrWait(tenantId).catch((error: unknown) => complain(error, tenantId))
      return 'done'
    },
    async close() {
      closing.abort()
      stop()
      for (const timer of [...reading.values(), ...sending.values()]) clearTimeout(timer)
      await hands
    },
  }
}
