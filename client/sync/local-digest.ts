import type { CollectionName } from '../../shared/sync/collections.ts'
import { digestOf, type Digest } from '../../shared/sync/digest.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import { pagesOf } from '../database/rows.ts'

/** A collection's digest as this device has it, and the highest position among the rows. */
export type LocalDigest = Digest & { highest: number }

/** What the server compares with this device (P2): from a moment on, and of one branch; null for all. */
type Scope = { since: string | null; branchId: string | null }

/**
 * Over the live rows that the server knows and counts for this device (C5). A device may hold others: of a transfer
 * that it wrote, one half belongs to another branch.
 */
export async function localDigest(collection: KeptCollection, scope: Scope): Promise<LocalDigest> {
  const seqs: number[] = []
  let highest = 0
  for await (const rows of pagesOf(collection, 500)) {
    for (const row of rows) {
      if (row.seq === 0 || !isInScope(row, scope)) continue
      seqs.push(row.seq)
      if (row.seq > highest) highest = row.seq
    }
  }
  return { ...digestOf(seqs), highest }
}

/** Whether the server would count a row for this device. */
export function isInScope(row: Readonly<Record<string, unknown>>, { since, branchId }: Scope): boolean {
  if (since !== null && String(row['createdAt']) < since) return false
  return branchId === null || row['branchId'] === undefined || row['branchId'] === branchId
}

/** From when on a collection is compared; null for those that are kept whole. */
export function sinceFor(
  name: CollectionName,
  kept: readonly CollectionName[],
  sinceMs: number,
): string | null {
  return kept.includes(name) ? new Date(sinceMs).toISOString() : null
}
