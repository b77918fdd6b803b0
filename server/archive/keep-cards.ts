import { setTimeout as sleep } from 'node:timers/promises'
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
 * @param most so many chunks of so many rows; all there is by default, in chunks that nobody waits behind
 * @returns whether everything that was there is on its card now
 */
export async function keepCards(
  db: Kysely<Schema>,
  tenantId: string,
  most: { chunks?: number; rows?: number } = {},
): Promise<boolean> {
  const { rows = CHUNK } = most
  let { chunks = Number.POSITIVE_INFINITY } = most
  for (const collection of carded) {
    for (let read = rows; read === rows;) {
      if (chunks <= 0) return false
      const written = await inTransaction(db, async (tx) =>
        (await lockCards(tx, tenantId)) ? writeCards(tx, tenantId, collection, rows) : null,
      )
      if (written === null) return false
      if (written > 0) chunks -= 1
      read = written
    }
  }
  return true
}

/**
 * Keeps the cards of every business whose log moves, as a reader of the log and not as a part of settling: what a till
 * waits for writes none of them. Gives what stops it.
 *
 * @param tenantIds businesses that may be behind already, as after an update or an import
 */
export function keepCardsBehind(
  { database, news, logger }: Pick<Deps, 'database' | 'news' | 'logger'>,
  tenantIds: readonly string[],
): () => Promise<void> {
  const waiting = new Map<string, { latest: number; timer: NodeJS.Timeout }>()
  let working = Promise.resolve()
  let closed = false

  const catchUp = async (tenantId: string, isLate: boolean): Promise<void> => {
    const db = database.tenant(tenantId)
    // A log that moves again is left to move: the next quiet, or the latest moment, has a timer already.
    const mayGoOn = () => !closed && (isLate || !waiting.has(tenantId))
    while (mayGoOn() && (await behindBy(db, tenantId)) > 0) {
      const began = performance.now()
      await keepCards(db, tenantId, { chunks: 1 })
      // Never more than half of a processor, however much there is to do; another node may be at it, too.
      await sleep(Math.max(100, performance.now() - began))
    }
  }
  const work = (tenantId: string): void => {
    const isLate = performance.now() >= (waiting.get(tenantId)?.latest ?? 0)
    waiting.delete(tenantId)
    working = working
      .then(() => catchUp(tenantId, isLate))
      // Nothing is lost: the next news, or the next search, goes on from where this came.
      .catch((error: unknown) => {
        if (!closed) logger.warn({ err: error, tenantId }, 'the archive could not be brought up to date')
      })
  }
  const wait = (tenantId: string): void => {
    const now = performance.now()
    const before = waiting.get(tenantId)
    const latest = before?.latest ?? now + LATEST_MS
    clearTimeout(before?.timer)
    const timer = setTimeout(work, Math.min(QUIET_MS, Math.max(0, latest - now)), tenantId)
    timer.unref()
    waiting.set(tenantId, { latest, timer })
  }

  const stop = news.onHeads(({ tenantId }) => wait(tenantId))
  for (const tenantId of tenantIds) wait(tenantId)
  void tellOfTrigrams({ database, logger })
  return async () => {
    closed = true
    stop()
    for (const { timer } of waiting.values()) clearTimeout(timer)
    await working
  }
}

async function tellOfTrigrams({ database, logger }: Pick<Deps, 'database' | 'logger'>): Promise<void> {
  if (await trigramsThere(database.nobody).catch(() => true)) return
  logger.warn(
    'The archive finds whole words and their beginnings only: this Postgres did not let its owner create the ' +
      'extensions pg_trgm and btree_gin. To find parts of words as well, let somebody who may run the statements of ' +
      'migrations/archive/trigrams.ts in this database; the next search uses them.',
  )
}
