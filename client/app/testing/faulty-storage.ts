import type { AnyStorage } from '../../database/storages.ts'

export type StorageCall = {
  method: 'bulkWrite' | 'findDocumentsById' | 'query' | 'getChangedDocumentsSince'
  collection: string
  count: number
}

const methods = ['bulkWrite', 'findDocumentsById', 'query', 'getChangedDocumentsSince'] as const

/** A storage whose calls fail where `fails` says so, as IndexedDB's do now and then. */
export function faultyStorage(
  storage: AnyStorage,
  fails: (call: StorageCall) => boolean,
): AnyStorage & { calls: () => number; failed: () => number } {
  let count = 0
  let failed = 0
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    calls: () => count,
    failed: () => failed,
    async createStorageInstance(params) {
      const instance = await storage.createStorageInstance(params)
      for (const method of methods) {
        const real = instance[method] as ((...args: unknown[]) => Promise<unknown>) | undefined
        if (!real) continue
        Object.assign(instance, {
          async [method](...args: unknown[]) {
            count += 1
            if (fails({ method, collection: params.collectionName, count })) {
              failed += 1
              throw new DOMException('the disk hiccuped', 'UnknownError')
            }
            return real.apply(instance, args)
          },
        })
      }
      return instance as never
    },
  }
}
