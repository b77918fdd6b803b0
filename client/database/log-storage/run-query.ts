import {
  getIndexableStringMonad,
  getPrimaryFieldOfPrimaryKey,
  getQueryMatcher,
  getSortComparator,
  getStartIndexStringFromLowerBound,
  getStartIndexStringFromUpperBound,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
} from 'rxdb/plugins/core'
import type { Stored } from './record.ts'
import { inOrderOf, type Shelf } from './shelf.ts'
import { countBefore } from './sorted-index.ts'

type Fields = Record<string, unknown>
type Schema = RxJsonSchema<RxDocumentData<Fields>>

/** Runs a query along the index that RxDB's planner chose, with RxDB's own matcher and order. */
export async function runQuery(
  shelf: Shelf,
  schema: Schema,
  prepared: PreparedQuery<Fields>,
): Promise<Stored[]> {
  const { query, queryPlan } = prepared
  const matches = queryPlan.selectorSatisfiedByIndex ? undefined : getQueryMatcher(schema, query)
  const skip = query.skip ?? 0
  const end = skip + (query.limit ?? Infinity)
  const { entries, from, to } = await rangeOf(shelf, schema, prepared)

  let found: Stored[] = []
  for (let i = from; i < to; i++) {
    // In the index's order already: what comes after the limit need not be looked at.
    if (queryPlan.sortSatisfiedByIndex && found.length >= end) break
    const document = shelf.byId.get(entries.id(i))!
    if (!matches || matches(document)) found.push(document)
  }
  if (!queryPlan.sortSatisfiedByIndex) found = found.sort(getSortComparator(schema, query))
  return found.slice(skip, end)
}

/** As many as `runQuery` would find. */
export async function runCount(
  shelf: Shelf,
  schema: Schema,
  prepared: PreparedQuery<Fields>,
): Promise<number> {
  const { query, queryPlan } = prepared
  const { entries, from, to } = await rangeOf(shelf, schema, prepared)
  let count = Math.max(0, to - from)
  if (!queryPlan.selectorSatisfiedByIndex) {
    const matches = getQueryMatcher(schema, query)
    count = 0
    for (let i = from; i < to; i++) if (matches(shelf.byId.get(entries.id(i))!)) count++
  }
  return Math.min(Math.max(0, count - (query.skip ?? 0)), query.limit ?? Infinity)
}

async function rangeOf(shelf: Shelf, schema: Schema, { queryPlan }: PreparedQuery<Fields>) {
  const fields = queryPlan.index
  const key = getPrimaryFieldOfPrimaryKey(schema.primaryKey) as string
  const entries = await inOrderOf(shelf, key, fields, () => getIndexableStringMonad(schema, fields))
  const lower = getStartIndexStringFromLowerBound(schema, fields, queryPlan.startKeys)
  const upper = getStartIndexStringFromUpperBound(schema, fields, queryPlan.endKeys)
  return {
    entries,
    from: countBefore(entries, lower, !queryPlan.inclusiveStart),
    to: countBefore(entries, upper, queryPlan.inclusiveEnd),
  }
}
