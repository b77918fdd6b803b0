import {
  getPrimaryFieldOfPrimaryKey,
  now,
  type BulkWriteRow,
  type EventBulk,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageCountResult,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  type RxStorageQueryResult,
} from 'rxdb/plugins/core'
import type { Observable } from 'rxjs'
import type { DatabaseLog } from './database-log.ts'
import { runCount, runQuery } from './run-query.ts'
import type { Row } from './shelf.ts'

export type LogInternals = Record<string, never>
export type LogOptions = Record<string, never>

type Fields = Record<string, unknown>
type Changes<D> = EventBulk<RxStorageChangeEvent<RxDocumentData<D>>, RxStorageDefaultCheckpoint>
export type LogInstance<D> = RxStorageInstance<D, LogInternals, LogOptions, RxStorageDefaultCheckpoint>

/**
 * One collection of the log as RxDB wants to see it. Reads are answered from memory, writes when they are in the log.
 * The log does not know the type of a document; here, at its edge, the types are put on.
 */
export function logInstance<D>(
  params: RxStorageInstanceCreationParams<D, LogOptions>,
  log: DatabaseLog,
  release: () => Promise<void>,
): LogInstance<D> {
  const { databaseName, collectionName, schema, options } = params
  const name = `${collectionName}|${schema.version}`
  const key = getPrimaryFieldOfPrimaryKey(schema.primaryKey) as string
  const fields = schema as unknown as RxJsonSchema<RxDocumentData<Fields>>
  let closing: Promise<void> | undefined

  function whileOpen(): void {
    if (closing) throw new Error(`The collection "${collectionName}" of "${databaseName}" is closed`)
  }
  function close(): Promise<void> {
    return (closing ??= release())
  }

  return {
    databaseName,
    collectionName,
    schema,
    options,
    internals: {},

    async bulkWrite(rows: BulkWriteRow<D>[], context: string): Promise<RxStorageBulkWriteResponse<D>> {
      whileOpen()
      const errors = await log.write(name, key, rows as unknown as Row[], context)
      return { error: errors as unknown as RxStorageBulkWriteResponse<D>['error'] }
    },
    async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<D>[]> {
      whileOpen()
      const { byId } = log.shelf(name)
      const found: RxDocumentData<D>[] = []
      for (const id of ids) {
        const document = byId.get(id)
        if (document && (withDeleted || !document._deleted))
          found.push(document as unknown as RxDocumentData<D>)
      }
      return found
    },
    async query(prepared: PreparedQuery<D>): Promise<RxStorageQueryResult<D>> {
      whileOpen()
      const documents = await runQuery(log.shelf(name), fields, prepared as unknown as PreparedQuery<Fields>)
      return { documents: documents as unknown as RxDocumentData<D>[] }
    },
    async count(prepared: PreparedQuery<D>): Promise<RxStorageCountResult> {
      whileOpen()
      return {
        count: await runCount(log.shelf(name), fields, prepared as unknown as PreparedQuery<Fields>),
        mode: 'fast',
      }
    },
    async getAttachmentData(): Promise<Blob> {
      throw new Error('The log keeps no attachments')
    },
    changeStream(): Observable<Changes<D>> {
      return log.shelf(name).changes$.asObservable() as unknown as Observable<Changes<D>>
    },
    async cleanup(minimumDeletedTime: number): Promise<boolean> {
      whileOpen()
      await log.purge(name, now() - minimumDeletedTime)
      return true
    },
    close,
    async remove(): Promise<void> {
      whileOpen()
      await log.drop(name)
      await close()
    },
  }
}
