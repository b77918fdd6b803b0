import { responsePathAsArray } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../graphql/context.ts'
import { pageOf } from '../graphql/connection.ts'
import type { Page, PageArgs, SortBy } from '../graphql/connection.ts'
import { search } from '../graphql/search.ts'
import type { SearchFields } from '../graphql/search.ts'
import type { Gid } from '../store/gid.ts'
import { numberOfGid } from '../store/gid.ts'

export type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null }

/** How records of a kind are listed: by what they are found and in which orders they come. */
export type Listing<T> = {
  fields: SearchFields<T>
  words: (record: T) => string
  sorts: Record<string, SortBy<T>>
}

/** A page of what a query finds, in the order that is asked for. */
export function list<T extends { id: Gid; place?: string }>(
  records: readonly T[],
  args: ListArgs,
  { fields, words, sorts }: Listing<T>,
  context: Context,
  info: GraphQLResolveInfo,
): Page<T> {
  const found = find(records, args.query, { fields, words }, context, info)
  const sortBy = sorts[args.sortKey ?? 'ID'] ?? ((): null => null)
  return pageOf(found, args, sortBy, context.everything)
}

/** How many a query finds. */
export function count<T>(
  records: readonly T[],
  args: { query?: string | null; limit?: number | null },
  listing: Pick<Listing<T>, 'fields' | 'words'>,
  context: Context,
  info: GraphQLResolveInfo,
): { count: number; precision: string } {
  const { length } = find(records, args.query, listing, context, info)
  const most = args.limit ?? Infinity
  return length > most ? { count: most, precision: 'AT_LEAST' } : { count: length, precision: 'EXACT' }
}

/** The number of an id, for searches by it. */
export function idNumber({ id }: { id: Gid }): string {
  return numberOfGid(id).toString()
}

function find<T>(
  records: readonly T[],
  query: string | null | undefined,
  { fields, words }: Pick<Listing<T>, 'fields' | 'words'>,
  context: Context,
  info: GraphQLResolveInfo,
): T[] {
  const { found, warning } = search(records, query, fields, words)
  if (warning !== undefined)
    context.warnings.push({ path: responsePathAsArray(info.path).map(String), ...warning })
  return found
}
