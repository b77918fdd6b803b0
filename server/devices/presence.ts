import type { ReportFrame } from '../../shared/sync/protocol.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { leaveNode, writePresence } from './queries.ts'
import type { PresenceRow } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance {
    presence: Presence
  }
}

export type Presence = {
  /** This process, for as long as it runs: a node that is gone has no sockets any more. */
  nodeId: string
  /** A lane's socket stands. Gives the socket's id. */
  opened(tenantId: string, deviceId: string): string
  closed(tenantId: string, deviceId: string, socketId: string): void
  /** What a lane says of itself. */
  reported(tenantId: string, deviceId: string, report: ReportFrame): void
  /** The businesses that have sockets here, and how many each. */
  sockets(): ReadonlyMap<string, number>
  /** Writes what was gathered so far. */
  flush(): Promise<void>
  close(): Promise<void>
}

const FLUSH_MS = 2_000

/**
 * Which lanes have a socket at this node, and what they say of themselves. Gathered in the process and written in one
 * statement a business, only when something changed: an idle lane costs the database nothing (S3). Nothing here is a
 * fact of the shop: what cannot be written is let go.
 */
export function openPresence(deps: Deps): Presence {
  const nodeId = deps.newId()
  const sockets = new Map<string, number>()
  const seen = new Set<string>()
  let changed = new Map<string, Map<string, PresenceRow>>()
  let writing = Promise.resolve()

  const rowOf = (tenantId: string, deviceId: string): PresenceRow => {
    seen.add(tenantId)
    const rows = changed.get(tenantId) ?? new Map<string, PresenceRow>()
    changed.set(tenantId, rows)
    const at = new Date(deps.now()).toISOString()
    const row = rows.get(deviceId) ?? { deviceId, at, opened: null, since: null, closed: [], report: null }
    row.at = at
    rows.set(deviceId, row)
    return row
  }

  const count = (tenantId: string, by: 1 | -1): void => {
    const now = (sockets.get(tenantId) ?? 0) + by
    if (now > 0) sockets.set(tenantId, now)
    else sockets.delete(tenantId)
  }

  const writeAll = async (): Promise<void> => {
    const taken = changed
    changed = new Map()
    for (const [tenantId, rows] of taken) {
      try {
        const db = deps.database.tenant(tenantId)
        await inTransaction(db, (tx) => writePresence(tx, tenantId, nodeId, [...rows.values()]))
      } catch (error) {
        deps.logger.warn({ err: error, rows: rows.size }, 'presence of lanes not written')
      }
    }
  }

  const flush = (): Promise<void> => (writing = writing.then(writeAll))
  const timer = setInterval(() => void flush(), FLUSH_MS)
  timer.unref()

  return {
    nodeId,
    opened(tenantId, deviceId) {
      const row = rowOf(tenantId, deviceId)
      row.opened = deps.newId()
      row.since = row.at
      count(tenantId, 1)
      return row.opened
    },
    closed(tenantId, deviceId, socketId) {
      const row = rowOf(tenantId, deviceId)
      row.closed.push(socketId)
      if (row.opened === socketId) row.opened = row.since = null
      count(tenantId, -1)
    },
    reported(tenantId, deviceId, { type: _, ...report }) {
      rowOf(tenantId, deviceId).report = report
    },
    sockets: () => sockets,
    flush,
    async close() {
      clearInterval(timer)
      await flush()
      for (const tenantId of seen) {
        const db = deps.database.tenant(tenantId)
        await inTransaction(db, (tx) => leaveNode(tx, tenantId, nodeId)).catch((error: unknown) =>
          deps.logger.warn({ err: error }, 'presence of lanes not written'),
        )
      }
    },
  }
}
