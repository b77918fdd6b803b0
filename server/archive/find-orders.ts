import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { OrdersAsked } from '../../shared/archive/lists.ts'
import type { Schema } from '../database/schema.ts'
import { orderDocument } from '../orders/order-document.ts'
import type { Keyed, Sorting, Window } from './page.ts'
import { anywhere, wantedWords, wordsQuery } from './wanted-words.ts'

/** Rows that are looked at one by one before an index of texts is asked. */
const WALKED = 10_000

/** How a list of orders is sorted. */
export function orderSorting(sort: OrdersAsked['sort']): Sorting {
  const descending = sort.startsWith('-')
  return sort.endsWith('total')
    ? { column: 'total', type: 'bigint', descending }
    : { column: 'created_at', type: 'timestamptz', descending }
}

/**
 * The orders of a window that fit, as ids with their keys. First the next ten thousand cards are walked in their
 * order, which finds a page of anything common; where that was not enough, the index of words and parts of words is
 * asked for all the others, which by then are known to be rare. Asked at once it would gather and sort every third
 * order of the history for a word like "shirt"; left to the planner, one wrong guess costs a second.
 */
export async function findOrders(
  db: Kysely<Schema>,
  tenantId: string,
  asked: OrdersAsked,
  hasTrigrams: boolean,
  window: Window,
): Promise<Keyed[]> {
  const { column } = orderSorting(asked.sort)
  const key = sql`${sql.ref(column)}::text as key`
  const texts = textConditions(tenantId, asked, hasTrigrams)
  const cards = sql`archive_orders_here where tenant_id = ${tenantId}`
  const inWindow = sql`${rangeOf(asked)} and ${window.beyond}`
  const read = async (from: RawBuilder<unknown>, count: number) =>
    (await sql<Keyed>`select id, ${key} from ${from} ${window.order} limit ${count}`.execute(db)).rows
  if (texts === null) return read(sql`${cards} and ${inWindow}`, window.count)

  const walk = sql`select id, created_at, total, body, words from ${cards} and ${inWindow} ${window.order}`
  const near = await read(sql`(${walk} limit ${WALKED}) card where ${texts}`, window.count)
  if (near.length === window.count) return near
  const { rows: ends } = await sql<{ id: string }>`
    select id from ${cards} and ${inWindow} ${window.order} offset ${WALKED} limit 1`.execute(db)
  if (ends.length === 0) return near
  const seen = near.map(({ id }) => id)
  const far = await read(
    sql`(with found as materialized (
        select id, created_at, total from ${cards} and ${texts}
      ) select * from found where ${inWindow} and id <> all (${seen}::uuid[])) card`,
    window.count - near.length,
  )
  return [...near, ...far]
}

/** Documents of the orders named, in the order of the names. */
export async function ordersAt(
  db: Kysely<Schema>,
  tenantId: string,
  ids: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ document: string }>`
    select found.document
    from unnest(${[...ids]}::uuid[]) with ordinality as asked (id, place), lateral (
      select ${orderDocument} as document from orders where tenant_id = ${tenantId} and id = asked.id
      offset 0
    ) found
    order by asked.place`.execute(db)
  return rows.map((row) => JSON.parse(row.document) as Record<string, unknown>)
}

/** The conditions that an index of texts answers; null where nothing of the kind was asked. */
function textConditions(
  tenantId: string,
  asked: OrdersAsked,
  hasTrigrams: boolean,
): RawBuilder<unknown> | null {
  const { parts, beginnings } = wantedWords(asked.search, hasTrigrams)
  const begin = wordsQuery(tenantId, beginnings, [])
  const words = wordsQuery(
    tenantId,
    [],
    [
      ['status', asked.status],
      ['kind', asked.kind],
      ['source', asked.source],
      ['branch', asked.branchId],
      ['device', asked.deviceId],
      ['cashier', asked.cashierId],
      ['customer', asked.customerId],
      ['paid', asked.paid],
      ['flag', asked.flag],
    ],
  )
  const all = [
    // Beside longer words one of two letters is looked at where those are: its own list is half of the history.
    ...(begin === null
      ? []
      : [parts.length > 0 ? sql`(words @@ ${begin}::tsquery) is true` : sql`words @@ ${begin}::tsquery`]),
    ...(words === null ? [] : [sql`words @@ ${words}::tsquery`]),
    ...parts.map((part) => sql`body like ${anywhere(part)}`),
  ]
  return all.length === 0 ? null : sql`${sql.join(all, sql` and `)}`
}

function rangeOf({ from, to, minTotal, maxTotal }: OrdersAsked): RawBuilder<unknown> {
  const all = [
    ...(from === undefined ? [] : [sql`created_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`created_at < ${to}::timestamptz`]),
    ...(minTotal === undefined ? [] : [sql`total >= ${minTotal}::bigint`]),
    ...(maxTotal === undefined ? [] : [sql`total <= ${maxTotal}::bigint`]),
  ]
  return all.length === 0 ? sql`true` : sql`${sql.join(all, sql` and `)}`
}
