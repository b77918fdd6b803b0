import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { apiError } from './api-error.ts'

export type PageArgs = {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
  reverse?: boolean | null
}

/** By what a list is sorted: where two are equal, by id. */
export type SortBy<T> = (record: T) => string | number | null

export type Page<T> = {
  nodes: T[]
  edges: { cursor: string; node: T }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

const MOST = 250

/**
 * A page of a list, of at most 250. A cursor is a place in the order, not a number of rows: what is added or removed
 * between two pages moves nothing.
 *
 * @param everything answers all of it, as bulk operations read
 * @throws GraphQLError where neither or both of first and last are given, or a cursor is none
 */
export function pageOf<T extends { id: Gid; place?: string }>(
  records: readonly T[],
  args: PageArgs,
  sortBy: SortBy<T>,
  everything = false,
): Page<T> {
  const places = records
    .map((record) => ({
      record,
      value: sortBy(record),
      id: record.place === undefined ? numberOfGid(record.id) : BigInt(record.place),
    }))
    .toSorted(compare)
  if (args.reverse === true) places.reverse()
  if (everything) return toPage(places, false, false)
  const size = sizeOf(args)
  const side = args.reverse === true ? -1 : 1
  const after = args.after == null ? undefined : placeOf(args.after)
  const before = args.before == null ? undefined : placeOf(args.before)
  const within = places.filter(
    (place) =>
      (after === undefined || compare(place, after) * side > 0) &&
      (before === undefined || compare(place, before) * side < 0),
  )
  const chosen = args.first == null ? within.slice(Math.max(0, within.length - size)) : within.slice(0, size)
  const lost = chosen.length < within.length
  return args.first == null
    ? toPage(chosen, before !== undefined && within.length < places.length, lost)
    : toPage(chosen, lost, after !== undefined && within.length < places.length)
}

type Place = { value: string | number | null; id: bigint }

function toPage<T>(
  chosen: (Place & { record: T })[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
): Page<T> {
  const edges = chosen.map((place) => ({ cursor: cursorOf(place), node: place.record }))
  return {
    nodes: chosen.map(({ record }) => record),
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function compare(one: Place, other: Place): number {
  if (one.value !== other.value) {
    if (one.value === null || other.value === null) return one.value === null ? -1 : 1
    return one.value < other.value ? -1 : 1
  }
  return one.id === other.id ? 0 : one.id < other.id ? -1 : 1
}

/** The number is written as it is, beyond 2^53 too. */
function cursorOf({ value, id }: Place): string {
  return Buffer.from(`{"last_id":${id},"last_value":${JSON.stringify(value)}}`).toString('base64')
}

function placeOf(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64').toString()
  const [, id, value] = /^\{"last_id":(\d+),"last_value":(.*)\}$/.exec(text) ?? []
  if (id === undefined || value === undefined)
    throw apiError('Invalid cursor for current pagination sort.', 'BAD_REQUEST')
  return { id: BigInt(id), value: JSON.parse(value) as Place['value'] }
}

function sizeOf({ first, last }: PageArgs): number {
  if (first == null && last == null) throw apiError('you must provide one of first or last', 'BAD_REQUEST')
  if (first != null && last != null)
    throw apiError('providing both first and last is not supported', 'BAD_REQUEST')
  const size = first ?? last!
  if (size < 0) throw apiError(`${first == null ? 'last' : 'first'} cannot be negative`, 'BAD_REQUEST')
  if (size > MOST)
    throw apiError(
      `Cannot query more than ${MOST} records in one page; ${first == null ? 'last' : 'first'} is ${size}`,
      'BAD_REQUEST',
    )
  return size
}
