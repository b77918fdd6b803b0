import type { Kysely } from 'kysely'
import { Counter } from 'prom-client'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Deps } from '../deps.ts'
import type { Head, HeadOf } from './head.ts'

/** Reads something of a tenant's log, and says under which name and head of the log it was read. */
type ReadOfLog<T extends Head> = (db: Kysely<Schema>) => Promise<T>

/** Reads from the replica where that has come far enough, else from the primary. */
export type ReadNearby = <T extends Head>(tenantId: string, read: ReadOfLog<T>) => Promise<T>

/** A replica is some milliseconds behind most of the time; one that stands still is looked at now and then. */
const BEHIND_MS = 200
/** One that fails costs each question as long as it takes to fail. */
const FAILED_MS = 10_000

/**
 * Serves reads of the log from the replica, if there is one, and only where it has reached the head that the primary
 * has when the question comes: whatever a caller was told of, by a push, by news or by another node, lies at or below
 * it (P4). Head and rows of the replica come from one snapshot, so that neither a pause nor another replica behind the
 * same address can slip in between. One that is behind, of another epoch, dead or silent is left alone for a while,
 * and the primary answers as if there were none.
 */
export function openReplicaReads(deps: Deps, headOf: HeadOf): ReadNearby {
  const { database, replica, now, logger } = deps
  const reads = new Counter({
    name: 'omnisync_replica_reads_total',
    help: 'Reads that the replica served, was behind for, failed at, or was spared',
    labelNames: ['outcome'],
    registers: [deps.metrics.registry],
  })
  const behindUntil = new Map<string, number>()
  let failedUntil = 0

  async function fromReplica<T extends Head>(
    from: Database,
    tenantId: string,
    read: ReadOfLog<T>,
  ): Promise<T | null> {
    if (now() < failedUntil || now() < (behindUntil.get(tenantId) ?? 0)) {
      reads.inc({ outcome: 'spared' })
      return null
    }
    // Asked before the replica is: what is committed meanwhile nobody who asks here was told of.
    const told = await headOf(tenantId)
    try {
      const found = await read(from.tenant(tenantId))
      if (found.epoch === told.epoch && found.head >= told.head) {
        reads.inc({ outcome: 'served' })
        return found
      }
      behindUntil.set(tenantId, now() + BEHIND_MS)
      reads.inc({ outcome: 'behind' })
    } catch (error) {
      failedUntil = now() + FAILED_MS
      reads.inc({ outcome: 'failed' })
      logger.warn({ reason: error instanceof Error ? error.message : '' }, 'the replica could not be read')
    }
    return null
  }

  return async (tenantId, read) =>
    (replica && (await fromReplica(replica, tenantId, read))) ?? (await read(database.tenant(tenantId)))
}
