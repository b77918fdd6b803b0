import type { Tx } from '../database/database.ts'
import type { Caller } from '../http/caller.ts'
import { isForeign } from '../../shared/sync/log-name.ts'
import type { PushQuery } from '../../shared/sync/protocol.ts'
import type { Collection } from './collection.ts'
import { currentLog } from './head.ts'
import { purgedTo } from './purged-to.ts'
import { scopeOf } from './scope.ts'

/** The log as whoever pushes knows it; without a name nothing is compared. */
export type KnownLog = PushQuery

/** The log has another name now, or has forgotten what the sender may hold: they have to begin anew (E2, L5). */
export type AnotherLog = { kind: 'another-log'; epoch: string; head: number }

/** Tells, for each caller and the log that they know, whether it is still this one. */
export type JudgeLog = (caller: Caller, known: KnownLog) => AnotherLog | null

/**
 * Reads which log it is, in the transaction that is about to write: the lock that the reading leaves keeps a restore
 * out until the commit, or the restore has this transaction given up. Asked any earlier, a push that waited its turn
 * meanwhile would be settled in the restored log as if it were new, beside the sealed order that another device brings
 * back (E3).
 */
export async function readLog(
  tx: Tx,
  tenantId: string,
  collection: Collection,
  nowMs: number,
): Promise<JudgeLog> {
  const { purged, epoch, head } = await currentLog(tx, tenantId)
  return (caller, known) => {
    if (known.epoch === undefined) return null
    const log = { epoch, head, purgedTo: purgedTo(purged, collection, scopeOf(collection, caller, nowMs)) }
    // The position says what may have been missed; without it the name alone does.
    const isOther =
      known.seq === undefined ? known.epoch !== epoch : isForeign({ epoch: known.epoch, seq: known.seq }, log)
    return isOther ? { kind: 'another-log', epoch, head } : null
  }
}
