import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Presence } from '../devices/presence.ts'
import { branchesHealth } from './branch-health.ts'
import { lanesTogether } from './lanes-together.ts'
import { openMeasure } from './measure.ts'
import { backlogs, insertMinute, jobCounts } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance {
    history: HistoryKeeper
  }
}

const EVERY_MS = 60_000

export type HistoryKeeper = {
  /** A business was at work on this node: its minute is written. */
  note(tenantId: string): void
  /** Writes a minute now, of every business that was at work since the last or has lanes at this node. */
  beat(): Promise<void>
  close(): void
}

/**
 * Writes down once a minute what this node measured, for each business that is at work on it: the history that people
 * look at as charts, and the word by which other nodes know that this one lives.
 */
export function keepHistory(deps: Deps, presence: Presence): HistoryKeeper {
  const atWork = new Set<string>()
  const measure = openMeasure(deps)

  async function beat(): Promise<void> {
    const sockets = presence.sockets()
    const tenantIds = new Set([...atWork, ...sockets.keys()])
    atWork.clear()
    const figures = await measure()
    const at = new Date(deps.now())
    for (const tenantId of tenantIds) {
      try {
        const db = deps.database.tenant(tenantId)
        const [health, { letters, cases }, jobs] = await Promise.all([
          branchesHealth(deps, tenantId),
          backlogs(db, tenantId),
          jobCounts(db, at),
        ])
        const { waiting } = lanesTogether(health)
        const queued = (jobs?.queued ?? 0) + (jobs?.active ?? 0)
        const here = sockets.get(tenantId) ?? 0
        const minute = { ...figures, sockets: here, waiting, letters, cases, jobs: queued }
        await inTransaction(db, (tx) =>
          insertMinute(tx, { tenantId, at, nodeId: presence.nodeId, figures: minute }),
        )
      } catch (error) {
        deps.logger.warn({ err: error }, 'a minute of the history was not written')
      }
    }
  }

  const timer = setInterval(() => void beat(), EVERY_MS)
  timer.unref()
  return { note: (tenantId) => void atWork.add(tenantId), beat, close: () => clearInterval(timer) }
}
