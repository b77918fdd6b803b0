import type { StorageState } from '../database/shop.ts'
import { bucketOfIntents, type KeptStore } from '../database/storage-home.ts'

/**
 * Whether the browser keeps the orders, and how full the fuller of its stores is (C6): the orders lie in a bucket of
 * their own, for which the rest of the origin cannot answer.
 *
 * @param common the origin's store, with the catalogue and, where the browser has no buckets, the orders
 */
export async function storageState(
  common: Partial<KeptStore> | undefined,
  memory: Pick<Storage, 'getItem'>,
): Promise<StorageState> {
  const bucket = await bucketOfIntents(memory).catch(() => null)
  const ofOrders = bucket ?? common
  const [persisted, ...estimates] = await Promise.all([
    kept(ofOrders),
    room(bucket ?? undefined),
    room(common),
  ])
  const [fuller] = estimates
    .filter((it) => it !== null)
    .toSorted((a, b) => b.usage / b.quota - a.usage / a.quota)
  return { persisted, usage: fuller?.usage ?? null, quota: fuller?.quota ?? null }
}

/**
 * Asks the browser to keep what is stored for good (C6). Once a start, and where somebody wants it: some browsers ask
 * the user each time.
 */
export async function askToKeep(
  common: Partial<KeptStore> | undefined,
  memory: Pick<Storage, 'getItem'>,
): Promise<void> {
  const bucket = await bucketOfIntents(memory).catch(() => null)
  for (const store of [bucket, common]) await store?.persist?.().catch(() => false)
}

async function kept(store: Partial<KeptStore> | undefined): Promise<boolean | null> {
  try {
    return (await store?.persisted?.()) ?? null
  } catch {
    return null
  }
}

async function room(store: Partial<KeptStore> | undefined): Promise<{ usage: number; quota: number } | null> {
  try {
    const { usage, quota } = (await store?.estimate?.()) ?? {}
    return usage === undefined || !quota ? null : { usage, quota }
  } catch {
    return null
  }
}
