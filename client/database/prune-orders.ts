import { keptThirtyDays, scopeSinceMs } from '../../shared/sync/collections.ts'
import type { Databases } from './open-databases.ts'
import { rowsWhere, textIn, type Row } from './rows.ts'
import { isUnsent, type IntentName } from './schemas.ts'

/** Rows of one transaction: a checkout that comes in between waits for no more than these. */
const most = 50

/**
 * Removes what has left the thirty days of P2. What the server has not acknowledged stays for as long as it takes,
 * and so does what was rejected, until a person has seen to it. Gives how many rows went.
 */
export async function pruneOld({ collections }: Databases, nowMs: number): Promise<number> {
  const before = new Date(scopeSinceMs(nowMs)).toISOString()
  let gone = 0
  for (const name of keptThirtyDays) {
    const collection = collections[name as IntentName]
    for (let after = ''; ;) {
      const rows = await rowsWhere(collection, {
        selector: { createdAt: { $gt: after, $lt: before } } as never,
        sort: [{ createdAt: 'asc' }] as never,
        limit: most,
      })
      const old = rows.filter((row) => row.seq > 0 && !isUnsent(row))
      // Written past the documents' hooks; the push leaves deleted orders alone, and the server keeps its own.
      await collection.storageInstance.bulkWrite(
        old.map((row) => ({ previous: row, document: { ...row, _deleted: true } })),
        'omnisync-prune',
      )
      gone += old.length
      if (rows.length < most) break
      // The server's entries of one batch share their moment, and may be more than a page: it is asked for again
      // until nothing of it goes.
      const last = momentOf(rows.at(-1))
      const earlier = rows.findLast((row) => momentOf(row) < last)
      if (earlier) after = momentOf(earlier)
      else if (old.length === 0) after = last
    }
    if (gone > 0) await collection.cleanup(0)
  }
  return gone
}

function momentOf(row: Row | undefined): string {
  return row ? textIn(row, 'createdAt') : ''
}
