import { createRxDatabase, type RxStorage } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { logStorage } from '../../client/database/log-storage/log-storage.ts'
import { productSchema, type BenchProduct } from './products.ts'

/**
 * The whole of RxDB: a pull-only replication of the pages into an empty database, until all is on disk. The handler
 * waits for what it delivered, since RxDB does not.
 */
export async function pullAll(
  name: 'rxdb-log' | 'rxdb-dexie',
  pages: readonly BenchProduct[][],
): Promise<number> {
  const storage = (name === 'rxdb-log' ? logStorage() : getRxStorageDexie()) as RxStorage<unknown, unknown>
  const database = await createRxDatabase({ name: 'bench', storage, multiInstance: true, eventReduce: true })
  const { products } = await database.addCollections({ products: { schema: productSchema } })
  let delivered = 0
  let received = 0
  let onReceived = () => {}
  const replication = replicateRxCollection<BenchProduct, { page: number }>({
    collection: products!,
    replicationIdentifier: 'bench',
    live: false,
    waitForLeadership: false,
    pull: {
      batchSize: 1000,
      async handler(checkpoint) {
        while (received < delivered) await new Promise<void>((resolve) => (onReceived = resolve))
        const page = checkpoint?.page ?? 0
        const documents = (pages[page] ?? []).map((it) => ({ ...it, _deleted: false }))
        delivered += documents.length
        return { documents, checkpoint: { page: page + 1 } }
      },
    },
  })
  replication.received$.subscribe(() => {
    received++
    if (received >= delivered) onReceived()
  })
  await replication.awaitInitialReplication()
  await database.requestIdlePromise()
  return received
}
