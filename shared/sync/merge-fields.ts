import { canonicalJson } from '../basics/canonical.ts'

type Fields = Record<string, unknown>

/** A field that both sides had changed: the later arrival won, the audit log keeps both values (M4). */
export type FieldConflict = { field: string; lost: unknown; won: unknown }

export type MergedFields = { merged: Fields; changed: string[]; conflicts: FieldConflict[] }

/**
 * Merges a pushed document into the server's, field by field, against what the device thought the server had (M4).
 * A field that the device did not change keeps the server's value; where both sides changed one, the push wins,
 * being the later arrival. Without an assumed state every sent field counts as changed, by both sides.
 *
 * @param fields the names that a device may write; all others keep the server's value
 */
export function mergeFields(
  fields: readonly string[],
  current: Fields,
  assumed: Fields | null,
  pushed: Fields,
): MergedFields {
  const merged: Fields = { ...current }
  const changed: string[] = []
  const conflicts: FieldConflict[] = []
  for (const field of fields) {
    if (!(field in pushed)) continue
    const touched = assumed === null || !same(assumed[field], pushed[field])
    if (!touched || same(current[field], pushed[field])) continue
    if (assumed === null || !same(assumed[field], current[field])) {
      conflicts.push({ field, lost: current[field], won: pushed[field] })
    }
    merged[field] = pushed[field]
    changed.push(field)
  }
  return { merged, changed, conflicts }
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null)
}
