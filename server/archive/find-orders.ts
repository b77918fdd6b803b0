import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { OrdersAsked } from '../../shared/archive/lists.ts'
import type { Schema } from '../database/schema.ts'
import { orderDocument } from '../orders/order-document.ts'
import type { Keyed, Sorting, Window } from './page.ts'
import { anywhere, wantedWords, wordsQuery } from './wanted-words.ts'

/** Rows that are looked at one by one before an index of texts is asked. */
const WALKED = 10_000

/** Where so few of those fit, all that fit in the whole history are few enough to be looked at. */
const FEW = WALKED / 200

type Condition = RawBuilder<unknown>
/** By what finds them: facts and beginnings of words, words that the parts imply, parts of words. */
type Conditions = Record<'facts' | 'implied' | 'parts', Condition[]>

/** How a list of orders is sorted. */
export function orderSorting(sort: OrdersAsked['sort']): Sorting {
  const descending = sort.startsWith('-')
  return sort.endsWith('total')
    ? { column: 'total', type: 'bigint', descending }
    : { column: 'created_at', type: 'timestamptz', descending }
}

/**
 * The orders of a window that fit, as ids with their keys. First the next ten thousand cards are walked in their
 * order, which finds a page of anything common; where that was not enough, an index is asked for all the others, which
 * by then are known to be rare. Asked at once it would gather and sort every third order of the history for a word
 * like "shirt"; left to the planner, one wrong guess costs a second.
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
  const { facts, implied, parts } = conditionsOf(tenantId, asked, hasTrigrams)
  const cards = sql`archive_orders_here where tenant_id = ${tenantId}`
  const inWindow = sql`${all(column === 'total' ? totalsOf(asked) : timesOf(asked))} and ${window.beyond}`
  const read = async (from: RawBuilder<unknown>, count: number) =>
    (await sql<Keyed>`select id, ${key} from ${from} ${window.order} limit ${count}`.execute(db)).rows
  // A range of what the list is not sorted by is looked for like a word.
  facts.push(...(column === 'total' ? timesOf(asked) : totalsOf(asked)))
  const kinds = [facts, implied, parts].filter((kind) => kind.length > 0).map(all)
  if (kinds.length === 0) return read(sql`${cards} and ${inWindow}`, window.count)

  const walk = sql`select id, created_at, total, body, words from ${cards} and ${inWindow} ${window.order}`
  const near = await read(
    sql`(${walk} limit ${WALKED}) card where ${all([...facts, ...parts])}`,
    window.count,
  )
  if (near.length === window.count) return near
  const rare = await rarestFirst(db, kinds, sql`(${walk} limit ${WALKED}) card`)
  if (rare === null) return near
  const seen = near.map(({ id }) => id)
  const far = await read(
    sql`(with found as materialized (
        select id, created_at, total from ${cards} and ${rare}
      ) select * from found where ${inWindow} and id <> all (${seen}::uuid[])) card`,
    window.count - near.length,
  )
  return [...near, ...far]
}

/**
 * The conditions in a form in which only the index of one kind is asked: of the rarest, judged by the cards that were
 * walked, or of the first that is rare enough; the others are looked at where those are. To gather every third order
 * for "silk" costs more than to look at the few that were cancelled. Null where the walk came to the window's end.
 */
async function rarestFirst(
  db: Kysely<Schema>,
  kinds: readonly Condition[],
  walked: Condition,
): Promise<Condition | null> {
  const counts =
    kinds.length === 1
      ? sql`null`
      : sql.join(kinds.map((kind) => sql`count(*) filter (where ${kind})::integer`))
  const { rows } = await sql<{ walked: number; counts: (number | null)[] }>`
    select count(*)::integer as walked, array[${counts}]::integer[] as counts from ${walked}`.execute(db)
  const [sample] = rows
  if (!sample || sample.walked < WALKED) return null
  const found = sample.counts.map((count) => count ?? 0)
  const first = found.findIndex((count) => count <= Math.max(FEW, Math.min(...found)))
  return all(kinds.map((kind, place) => (place === first ? kind : sql`(${kind}) is true`)))
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

function conditionsOf(tenantId: string, asked: OrdersAsked, hasTrigrams: boolean): Conditions {
  const { parts, beginnings, implied } = wantedWords(asked.search, hasTrigrams)
  const facts = wordsQuery(
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
  const holds = (query: string | null) => (query === null ? [] : [sql`words @@ ${query}::tsquery`])
  const begins = holds(wordsQuery(tenantId, beginnings, []))
  return {
    facts: [...holds(facts), ...(parts.length === 0 ? begins : [])],
    implied: holds(wordsQuery(tenantId, implied, [])),
    parts: [
      ...parts.map((part) => sql`body like ${anywhere(part)}`),
      // Beside longer words one of two letters is looked at where those are: its own list is half of the history.
      ...(parts.length === 0 ? [] : begins.map((begin) => sql`(${begin}) is true`)),
    ],
  }
}

function timesOf({ from, to }: OrdersAsked): Condition[] {
  return [
    ...(from === undefined ? [] : [sql`created_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`created_at < ${to}::timestamptz`]),
  ]
}

function totalsOf({ minTotal, maxTotal }: OrdersAsked): Condition[] {
  return [
    ...(minTotal === undefined ? [] : [sql`total >= ${minTotal}::bigint`]),
    ...(maxTotal === undefined ? [] : [sql`total <= ${maxTotal}::bigint`]),
  ]
}

function all(conditions: readonly Condition[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`
}
