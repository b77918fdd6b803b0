import {
  ensureRxStorageInstanceParamsAreCorrect,
  randomToken,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core'
import { SLACK, type Slack } from './compact.ts'
import { openLog, type DatabaseLog, type LogReport } from './database-log.ts'
import { logFile } from './log-file.ts'
import { logInstance, type LogInstance, type LogInternals, type LogOptions } from './log-instance.ts'
import { PATIENCE } from './retry.ts'

export type LogStorageSettings = {
  /** Where the log lies: the browser's own by default, or that of a storage bucket. */
  indexedDB?: IDBFactory
  /** Hears of damage that was cut off and of compactions. */
  report?: (it: LogReport) => void
  /** Waits before each further try of a failed write, in milliseconds. */
  waits?: readonly number[]
  /** How much a log may hold beyond what is live before it is compacted. */
  slack?: Slack
}

/** The name of the IndexedDB database behind an RxDB database. */
export const logName = (databaseName: string): string => `omnisync-log:${databaseName}`

/**
 * An RxStorage for facts: documents that come by pull and can come again (products, stock levels). All of them are in
 * memory, where queries run; on disk is one append-only log per RxDB database, one record per `bulkWrite`, since a
 * put per document is what makes the other storages slow.
 *
 * - A batch is on disk whole or not at all, and a checkpoint never without the documents before it (C1).
 * - A write that cannot be kept is tried again for two seconds and then rejects; nothing of it is visible then.
 * - After a power cut the last seconds may be missing (relaxed durability): pulled again, since the checkpoint is
 *   missing as well. So it is not for orders.
 * - Several tabs may read and write; a write that another tab overtook is decided again on what that one wrote. Each
 *   tab holds all documents in memory. Only the leader should write in bulk (C2).
 * - No attachments. Encryption and key compression only by RxDB's own wrappers.
 *
 * It runs in a worker as well as in a page. One object is one tab: databases of one name opened through the same
 * object share their memory.
 */
export function logStorage({
  indexedDB = globalThis.indexedDB,
  report = () => {},
  waits = PATIENCE,
  slack = SLACK,
}: LogStorageSettings = {}): RxStorage<LogInternals, LogOptions> {
  const open = new Map<string, { log: Promise<DatabaseLog>; users: number }>()
  const closing = new Map<string, Promise<void>>()

  async function enter(database: string): Promise<DatabaseLog> {
    await closing.get(database)
    let entry = open.get(database)
    if (!entry) {
      const file = logFile(indexedDB, logName(database), () => randomToken(16))
      entry = { log: openLog({ database, file, waits, slack, writer: randomToken(10), report }), users: 0 }
      open.set(database, entry)
    }
    entry.users++
    try {
      return await entry.log
    } catch (error) {
      // The next one tries anew instead of meeting the same failure for ever.
      if (open.get(database) === entry) open.delete(database)
      throw error
    }
  }

  async function leave(database: string): Promise<void> {
    const entry = open.get(database)
    if (!entry || --entry.users > 0) return
    open.delete(database)
    const closed = entry.log.then((log) => log.close())
    closing.set(database, closed)
    await closed
    if (closing.get(database) === closed) closing.delete(database)
  }

  return {
    name: 'omnisync-log',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<D>(
      params: RxStorageInstanceCreationParams<D, LogOptions>,
    ): Promise<LogInstance<D>> {
      ensureRxStorageInstanceParamsAreCorrect(params)
      if (params.schema.attachments)
        throw new Error(`"${params.collectionName}" asks for attachments, and the log keeps none`)
      const { databaseName } = params
      const log = await enter(databaseName)
      if (params.multiInstance) log.shareWithOtherTabs()
      return logInstance(params, log, () => leave(databaseName))
    },
  }
}
