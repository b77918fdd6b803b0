import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { insertSyncLog, touchDevices } from './queries.ts'
import type { SyncLogRow } from './queries.ts'

/** One contact of a device with its server. */
export type SyncNote = {
  tenantId: string
  deviceId: string
  direction: 'pull' | 'push' | 'stream'
  collection: string | null
  documents?: number
  conflicts?: number
  rejected?: number
  /** What went wrong, as a code or sentence for support. */
  error?: string | null
  /** The position that the device has now, where the contact says so. */
  reached?: number | null
}

declare module 'fastify' {
  interface FastifyInstance {
    syncLog: SyncLog
  }
}

export type SyncLog = {
  /** Remembers a contact; written with others within two seconds. Never throws, costs no query by itself. */
  note(note: SyncNote): void
  /** Writes what was gathered so far. */
  flush(): Promise<void>
  close(): Promise<void>
}

const FLUSH_MS = 2_000
/** Rows gathered while the database is away; beyond it the newest contacts are counted into nothing. */
const MOST_GATHERED = 20_000

type Gathered = Omit<SyncLogRow, 'id' | 'at'>

/**
 * What each device pulled and pushed, summed over some seconds a row, so that support can tell a silent till from a
 * busy one. Gathered in the process and written in one statement a business: a busy fleet costs one insert.
 */
export function openSyncLog(deps: Deps): SyncLog {
  let tenants = new Map<string, Map<string, Gathered>>()
  let writing = Promise.resolve()

  const write = async (tenantId: string, gathered: readonly Gathered[]): Promise<void> => {
    const at = new Date(deps.now())
    const rows = gathered.map((row) => ({ ...row, id: deps.newId(), at }))
    const deviceIds = [...new Set(rows.map((row) => row.deviceId))]
    await inTransaction(deps.database.tenant(tenantId), async (tx) => {
      await insertSyncLog(tx, tenantId, rows)
      await touchDevices(tx, tenantId, deviceIds, at)
    })
  }

  const writeAll = async (): Promise<void> => {
    const taken = tenants
    tenants = new Map()
    for (const [tenantId, rows] of taken) {
      try {
        await write(tenantId, [...rows.values()])
      } catch (error) {
        // A log for support, not a fact of the shop: what could not be written now is let go.
        deps.logger.warn({ err: error, rows: rows.size }, 'sync log not written')
      }
    }
  }

  const flush = (): Promise<void> => (writing = writing.then(writeAll))
  const timer = setInterval(() => void flush(), FLUSH_MS)
  timer.unref()

  return {
    note(note) {
      const rows = tenants.get(note.tenantId) ?? new Map<string, Gathered>()
      tenants.set(note.tenantId, rows)
      const key = `${note.deviceId} ${note.direction} ${note.collection}`
      const row = rows.get(key) ?? nothingYet(note)
      if (rows.size < MOST_GATHERED) rows.set(key, row)
      add(row, note)
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

function nothingYet({ deviceId, direction, collection }: SyncNote): Gathered {
  const counts = { requests: 0, documents: 0, conflicts: 0, rejected: 0, errors: 0 }
  return { deviceId, direction, collection, ...counts, lastError: null, reached: null }
}

function add(row: Gathered, note: SyncNote): void {
  row.requests += 1
  row.documents += note.documents ?? 0
  row.conflicts += note.conflicts ?? 0
  row.rejected += note.rejected ?? 0
  if (note.error != null) {
    row.errors += 1
    row.lastError = note.error.replaceAll('\u0000', '').slice(0, 500)
  }
  if (note.reached != null) row.reached = note.reached
}
