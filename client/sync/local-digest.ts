import type { CollectionName } from '../../shared/sync/collections.ts'
import { digestOf, type Digest } from '../../shared/sync/digest.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import { pagesOf } from '../database/rows.ts'

/** A collection's digest as this device has it, and the highest position among the rows. */
export type LocalDigest = Digest & { highest: number }

/** Over the live rows that the server knows, from `since` on where a moment is given (C5). */
export async function localDigest(collection: KeptCollection, since: string | null): Promise<LocalDigest> {
  const seqs: number[] = []
  let highest = 0
  for await (const rows of pagesOf(collection, 500)) {
    for (const row of rows) {
      if (row.seq === 0 || (since !== null && String(row['createdAt']) < since)) continue
      seqs.push(row.seq)
      if (row.seq > highest) highest = row.seq
    }
  }
  return { ...digestOf(seqs), highest }
}

/** From when on a collection is compared; null for those that are kept whole. */
export function sinceFor(
  name: CollectionName,
  kept: readonly CollectionName[],
  sinceMs: number,
): string | null {
  return kept.includes(name) ? new Date(sinceMs).toISOString() : null
}
