import { setTimeout as rest } from 'node:timers/promises'
import { allOf } from '../database/all-of.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { noteEnd } from './note-end.ts'
import { endOperation, nextOperation, operationById } from './queries.ts'
import { Cancelled, runChunk } from './run-chunk.ts'

/**
 * Chunks at work at once: one reads and decides while the other writes and commits. More would gain nothing, since
 * positions are taken by one at a time.
 */
const HANDS = 2

/** For so long the log is the tills' after a chunk that one of them waited for: a sale or two are settled in it. */
const REST_MS = 25

/**
 * Works off a business's bulk operations, one after the other, chunk by chunk: each chunk is a commit of its own, and
 * every device hears of it at once. Where the process stops, the next worker goes on with the next chunk. What fails
 * again and again stops its operation, with the reason, and lets the others go on.
 *
 * A till that sells meanwhile waits for one chunk at most: the next one asks for the log only after the commit of the
 * one before, and so stands behind every sale that came by then. Where one did wait, the next chunk is a while later.
 */
export async function runBulk(
  deps: Deps,
  { data: { tenantId }, signal, isLastTry }: JobRun<'bulk.run'>,
): Promise<JobEnd> {
  for (;;) {
    const id = await nextOperation(deps.database.tenant(tenantId), tenantId)
    if (id === null) return 'done'
    if (signal.aborted) return 'again'
    try {
      // Another worker is at what is left of it.
      if ((await runOperation(deps, tenantId, id, signal)) === 0) await rest(250, undefined, { ref: false })
    } catch (error) {
      if (!isLastTry) throw error
      await stopOperation(deps, tenantId, id, error)
    }
  }
}

/** Does chunks of an operation until none is free or the process is about to stop; gives how many it did. */
async function runOperation(deps: Deps, tenantId: string, id: string, signal: AbortSignal): Promise<number> {
  const enter = oneAtATime()
  let failed = false
  let done = 0
  const hand = async (): Promise<void> => {
    for (let more = true; more && !failed && !signal.aborted;) {
      let leave: (() => void) | null = null
      // A chunk that is tried again has its turn already.
      const turn = async (): Promise<void> => void (leave ??= await enter())
      try {
        const end = await inTransaction(deps.database.tenant(tenantId), (tx) =>
          runChunk(tx, deps, tenantId, id, turn),
        )
        more = end.more
        if (leave !== null) done += 1
        deps.news.logMoved(tenantId)
        if (end.isAwaited) await rest(REST_MS)
      } catch (error) {
        failed = true
        if (!(error instanceof Cancelled)) throw error
      } finally {
        ;(leave as (() => void) | null)?.()
      }
    }
  }
  await allOf(Array.from({ length: HANDS }, hand))
  return done
}

/** Lets one in at a time, in the order in which they came; each gives the way on to the next by what it got. */
function oneAtATime(): () => Promise<() => void> {
  let last = Promise.resolve()
  return async () => {
    const before = last
    let leave = (): void => {}
    last = new Promise((resolve) => (leave = resolve))
    await before
    return leave
  }
}

async function stopOperation(deps: Deps, tenantId: string, id: string, error: unknown): Promise<void> {
  deps.logger.error({ err: error, operation: id }, 'a bulk operation stopped')
  const fault = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const row = await operationById(tx, tenantId, id)
    await endOperation(tx, tenantId, id, 'stopped', new Date(deps.now()), fault)
    if (row) await noteEnd(tx, deps, tenantId, id, row.createdBy)
  })
}
