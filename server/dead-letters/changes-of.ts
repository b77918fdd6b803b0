import { diffDocuments } from '../../shared/sync/diff-documents.ts'
import type { Difference } from '../../shared/sync/diff-documents.ts'

/**
 * What somebody changed of a document, for the audit log, without what its table cannot keep: the character NUL and
 * halves of surrogate pairs, which are often the very thing that was wrong. Undefined is told as null.
 */
export function changesOf(before: unknown, after: unknown): Difference[] {
  return diffDocuments(before, after).map((change) => ({
    path: storable(change.path) as string,
    before: storable(change.before ?? null),
    after: storable(change.after ?? null),
  }))
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\uFFFD').toWellFormed()
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storable(name) as string, storable(member)]),
  )
}
