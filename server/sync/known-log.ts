import type { Tx } from '../database/database.ts'
import type { Caller } from '../http/caller.ts'
import { isForeign } from '../../shared/sync/log-name.ts'
import type { PushQuery } from '../../shared/sync/protocol.ts'
import type { Collection } from './collection.ts'
import { currentHead, currentLog } from './head.ts'
import { purgedTo } from './purged-to.ts'
import { scopeOf } from './scope.ts'

/** The log as whoever pushes knows it; without a name nothing is compared. */
export type KnownLog = PushQuery

/** The log has another name now, or has forgotten what the sender may hold: they have to begin anew (E2, L5). */
export type AnotherLog = { kind: 'another-log'; epoch: string; head: number }

/** Tells, for each caller and the log that they know, whether it is still this one. */
export type JudgeLog = (caller: Caller, known: KnownLog) => AnotherLog | null

/** Another name came between the first look and the positions: Postgres' own word for what a second try can mend. */
class LogRenamed extends Error {
  override name = 'LogRenamed'
  readonly code = '40001'
}

/**
 * Runs what writes to a log in the transaction that has looked which log it is, and looks again behind it.
 *
 * Asked any earlier, a push that waited its turn while the database was set back would be settled in the restored log as
 * if it were new, beside the sealed order that another device brings back (E3). The lock that the first look leaves keeps
 * a restore out until the commit, or the restore has this transaction given up. A log that is only given another name (a
 * failover that a node has noticed, a purge) is held by nobody: whoever has taken positions holds it, so that the second
 * look sees the name under which they are.
 *
 * @throws LogRenamed where the name changed in between: tried again, everybody is judged by the new one
 */
export async function withinLog<T>(
  tx: Tx,
  tenantId: string,
  collection: Collection,
  nowMs: number,
  work: (judge: JudgeLog) => Promise<T>,
): Promise<T> {
  const { purged, epoch, head } = await currentLog(tx, tenantId)
  const done = await work((caller, known) => {
    if (known.epoch === undefined) return null
    const log = { epoch, head, purgedTo: purgedTo(purged, collection, scopeOf(collection, caller, nowMs)) }
    // The position says what may have been missed; without it the name alone does.
    const isOther =
      known.seq === undefined ? known.epoch !== epoch : isForeign({ epoch: known.epoch, seq: known.seq }, log)
    return isOther ? { kind: 'another-log', epoch, head } : null
  })
  if ((await currentHead(tx, tenantId)).epoch !== epoch) throw new LogRenamed()
  return done
}
