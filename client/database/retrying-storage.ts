import type { RxStorage, RxStorageInstance, RxStorageInstanceCreationParams } from 'rxdb'

export type Patience = {
  /** Milliseconds before each further try. */
  waits: readonly number[]
  wait(ms: number): Promise<void>
  /** Hears of a call that failed for good: whoever replicates over this storage must start anew. */
  gaveUp(error: unknown): void
}

/** As RxDB names its writes of checkpoints. */
const checkpointContext = 'replication-set-checkpoint'

type AnyInstance = RxStorageInstance<unknown, unknown, unknown>

/**
 * Tries failed storage calls again (C1). RxDB's replication forgets rows for ever where one IndexedDB call fails
 * once: it moves its checkpoint on over what it could not read or write.
 */
export function retryingStorage<Internals, Options>(
  storage: RxStorage<Internals, Options>,
  patience: Patience,
): RxStorage<Internals, Options> {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance<D>(params: RxStorageInstanceCreationParams<D, Options>) {
      const instance = await again(
        () => storage.createStorageInstance<D>(params),
        patience,
        () => false,
      )
      return patientInstance(instance as AnyInstance, patience) as unknown as typeof instance
    },
  }
}

/** Changes the methods in place: RxDB's storages keep their state behind `this` and compare instances by identity. */
function patientInstance(instance: AnyInstance, patience: Patience): AnyInstance {
  let closed = false
  const isClosed = () => closed
  const { bulkWrite, findDocumentsById, query, count, getChangedDocumentsSince, close, remove } = instance

  instance.bulkWrite = async (rows, context) => {
    let tries = 0
    const written = again(
      () => {
        tries += 1
        return bulkWrite.call(instance, rows, context)
      },
      patience,
      isClosed,
    )
    const result = await (context === checkpointContext ? orNever(written) : written)
    if (tries === 1 || result.error.length === 0) return result
    // The failed try may have committed: a conflict with our own revision is a success.
    const revisions = new Set(rows.map((row) => row.document._rev))
    return {
      ...result,
      error: result.error.filter(
        (error) => !(error.status === 409 && error.documentInDb && revisions.has(error.documentInDb._rev)),
      ),
    }
  }
  instance.findDocumentsById = (ids, deleted) =>
    again(() => findDocumentsById.call(instance, ids, deleted), patience, isClosed)
  instance.query = (prepared) => again(() => query.call(instance, prepared), patience, isClosed)
  instance.count = (prepared) => again(() => count.call(instance, prepared), patience, isClosed)
  if (getChangedDocumentsSince) {
    instance.getChangedDocumentsSince = (limit, checkpoint) =>
      again(() => getChangedDocumentsSince.call(instance, limit, checkpoint), patience, isClosed)
  }
  instance.close = () => {
    closed = true
    return close.call(instance)
  }
  instance.remove = () => {
    closed = true
    return remove.call(instance)
  }
  return instance
}

/**
 * RxDB writes checkpoints without listening to what becomes of them: a rejection would reach nobody but the console.
 * `gaveUp` has told the supervisor, which throws the whole replication away.
 */
function orNever<T>(promise: Promise<T>): Promise<T> {
  return promise.catch(() => new Promise<never>(() => {}))
}

async function again<T>(call: () => Promise<T>, patience: Patience, isClosed: () => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call()
    } catch (error) {
      const ms = patience.waits[attempt]
      if (isClosed()) throw error
      if (ms === undefined) {
        patience.gaveUp(error)
        throw error
      }
      await patience.wait(ms)
    }
  }
}
