import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { behindBy, carded, CHUNK, lockCards, trigramsThere, writeCards } from './queries.ts'

/** The log has been quiet for so long: settling goes first, and on one machine it is the same processor. */
const QUIET_MS = 2_000
/** So late the cards may be where it never is quiet. */
const LATEST_MS = 30_000

/**
 * Brings the cards of a business up to its log, chunk by chunk in transactions of their own (L6). Nodes that try at
 * once leave it to one.
 *
 * @param chunks at most so many
 * @returns whether everything that was there is on its card now
 */
export async function keepCards(
  db: Kysely<Schema>,
  tenantId: string,
  chunks: number = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (const collection of carded) {
    for (let read = CHUNK; read === CHUNK; chunks -= 1) {
      if (chunks <= 0) return false
      const written = await inTransaction(db, async (tx) =>
        (await lockCards(tx, tenantId)) ? writeCards(tx, tenantId, collection) : null,
      )
      if (written === null) return false
      read = written
    }
  }
  return true
}

/**
 * Keeps the cards of every business whose log moves, as a reader of the log and not as a part of settling: what a till
 * waits for writes none of them. Gives what stops it.
 */
export function keepCardsBehind({ database, news, logger }: Deps): () => Promise<void> {
  const waiting = new Map<string, { latest: number; timer: NodeJS.Timeout }>()
  let working = Promise.resolve()
  let closed = false

  const work = (tenantId: string): void => {
    waiting.delete(tenantId)
    working = working.then(async () => {
      if (closed) return
      try {
        const db = database.tenant(tenantId)
        while (!closed && (await behindBy(db, tenantId)) > 0)
          if (!(await keepCards(db, tenantId, 20))) await pause()
      } catch (error) {
        // Nothing is lost: the next news, or the next search, goes on from where this came.
        logger.warn({ err: error, tenantId }, 'the archive could not be brought up to date')
      }
    })
  }

  const stop = news.onHeads(({ tenantId }) => {
    const now = performance.now()
    const before = waiting.get(tenantId)
    const latest = before?.latest ?? now + LATEST_MS
    clearTimeout(before?.timer)
    const timer = setTimeout(work, Math.min(QUIET_MS, Math.max(0, latest - now)), tenantId)
    timer.unref()
    waiting.set(tenantId, { latest, timer })
  })
  void tellOfTrigrams({ database, logger })
  return async () => {
    closed = true
    stop()
    for (const { timer } of waiting.values()) clearTimeout(timer)
    await working
  }
}

/** Between twenty chunks, or while another node is at it. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200))
}

async function tellOfTrigrams({ database, logger }: Pick<Deps, 'database' | 'logger'>): Promise<void> {
  const there = await trigramsThere(database.nobody).catch(() => true)
  if (there) return
  logger.warn(
    'The archive finds whole words and their beginnings only: this Postgres has not allowed the extensions pg_trgm ' +
      'and btree_gin. To find parts of words as well, let an administrator of the database run migrations/archive/trigrams.ts: ' +
      '`create extension pg_trgm; create extension btree_gin;` and the three indexes on body.',
  )
}
