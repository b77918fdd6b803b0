import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Cursor } from './cursor.ts'

/** A column that a list is sorted by; rows that are equal there stand in the order of their ids. */
export type Sorting = { column: string; type: 'timestamptz' | 'bigint' | 'text'; descending: boolean }

/** Which rows to read: in this direction, beyond that place, so many. */
export type Window = { beyond: RawBuilder<unknown>; order: RawBuilder<unknown>; count: number }

export type Keyed = { id: string; key: string }
export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null }

/** A question to the archive, as far as a page needs to know it. */
export type Question = {
  secret: string
  tenantId: string
  list: string
  asked: { limit: number; cursor?: string | undefined }
  sorting: Sorting
}

/**
 * One page of a list by its keys: what is inserted meanwhile moves no row from one page to another, and the last page
 * costs no more than the first.
 *
 * @param read gives the rows of a window in its order, each with `key`, the sorted column as text
 * @throws ApiError archive/cursor
 */
export async function readPage<Row extends Keyed>(
  { secret, tenantId, list, asked, sorting }: Question,
  read: (window: Window) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { limit, cursor: text, ...rest } = asked
  const question = canonicalJson({ tenantId, list, ...rest })
  const cursor = text === undefined ? null : readCursor(secret, question, text)
  // One more than is shown tells whether there is another page.
  const found = await read(windowOf(sorting, cursor, limit + 1))
  const isMore = found.length > limit
  const rows = found.slice(0, limit)
  const backwards = cursor?.towards === 'before'
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const write = (towards: Cursor['towards'], row: Keyed) =>
    writeCursor(secret, question, { towards, key: row.key, id: row.id })
  return {
    rows,
    next: last && (isMore || backwards) ? write('after', last) : null,
    previous: first && (backwards ? isMore : cursor !== null) ? write('before', first) : null,
  }
}

function windowOf({ column, type, descending }: Sorting, cursor: Cursor | null, count: number): Window {
  const down = descending !== (cursor?.towards === 'before')
  return {
    beyond: cursor ? beyondKey({ column, type }, cursor, down) : sql`true`,
    order: down ? sql`order by ${sql.ref(column)} desc, id desc` : sql`order by ${sql.ref(column)}, id`,
    count,
  }
}

/** Rows that come after a place in this direction. */
function beyondKey(
  { column, type }: Omit<Sorting, 'descending'>,
  { key, id }: Keyed,
  down: boolean,
): RawBuilder<unknown> {
  return sql`(${sql.ref(column)}, id) ${sql.raw(down ? '<' : '>')} (${key}::${sql.raw(type)}, ${id}::uuid)`
}
