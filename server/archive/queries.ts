import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Collections that have cards, in the order in which they are read: an order's card bears its customer's name. */
export const carded = ['products', 'customers', 'orders'] as const
export type Carded = (typeof carded)[number]

/** Rows that a transaction of the reader touches (L6). */
export const CHUNK = 500

/** Whether parts of words can be looked for: the owner of a Postgres may have refused the extension. */
export async function trigramsThere(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('archive_orders_body') is not null as there`.execute(db)
  return rows[0]?.there ?? false
}

/** How far each collection's cards are behind the log, in positions of the log; 0 where nothing is missing. */
export async function behindBy(
  db: Kysely<Schema>,
  tenantId: string,
  collections: readonly Carded[] = carded,
): Promise<number> {
  const { rows } = await sql<{ behind: number }>`
    select coalesce(max(head.seq - coalesce(p.seq, 0)), 0)::bigint as behind
    from log_heads l
    cross join lateral (
      select name, (l.collections ->> name)::bigint as seq from unnest(${[...collections]}::text[]) name
    ) head
    left join archive_progress p on p.tenant_id = l.tenant_id and p.collection = head.name
    where l.tenant_id = ${tenantId} and head.seq > coalesce(p.seq, 0)`.execute(db)
  return rows[0]?.behind ?? 0
}

/** Keeps other nodes from this business's cards until the transaction ends; false where one is at them already. */
export async function lockCards(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`archive ${tenantId}`}, 0)) as mine`.execute(tx)
  return rows[0]?.mine ?? false
}

/**
 * Writes the cards of the next rows of a collection, in the order of the log, and how far that came: to the head of
 * the collection where there were no more, as the same snapshot shows it (L2). A card that says the same already is
 * left alone: a changed price costs its card nothing.
 *
 * @returns how many rows were read
 */
export async function writeCards(
  tx: Tx,
  tenantId: string,
  collection: Carded,
  chunk: number,
): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    with changed as materialized (
      select * from ${sql.table(collection)}
      where tenant_id = ${tenantId} and seq > coalesce((
        select seq from archive_progress where tenant_id = ${tenantId} and collection = ${collection}), 0)
      order by seq
      limit ${chunk}
    ), ${writing[collection](tenantId)},
    gone as (
      delete from ${sql.table(`archive_${collection}`)}
      where tenant_id = ${tenantId} and id in (select id from changed where deleted)
    ), noted as (
      insert into archive_progress (tenant_id, collection, seq)
      select ${tenantId}, ${collection}, reached from (
        select case when count(*) < ${chunk} then (
          select (collections ->> ${collection}::text)::bigint from log_heads where tenant_id = ${tenantId}
        ) else max(seq) end as reached
        from changed
      ) progress
      where reached is not null
      on conflict (tenant_id, collection) do update set seq = excluded.seq
    )
    select count(*)::integer as read from changed`.execute(tx)
  return rows[0]?.read ?? 0
}

const writing: Record<Carded, (tenantId: string) => RawBuilder<unknown>> = {
  orders: (tenantId) => sql`written as (${orderCards(tenantId, sql`changed`)})`,
  // A price that changed is on no card: its words are not even made, which is what a card costs.
  products: (tenantId) => sql`written as (
    insert into archive_products (tenant_id, id, body, words)
    select ${tenantId}, r.id, card.body, archive_words(${tenantId}, card.body, card.facts)
    from changed r cross join lateral (select
      ${plainText(sql`r.sku, r.barcode, r.title, r.group_title, r.variant_title, r.vendor, r.category,
        array_to_string(r.tags, ' ')`)} as body,
      array['status=' || r.status, 'vendor=' || r.vendor, 'category=' || r.category]
        || array(select 'tag=' || tag from unnest(r.tags) tag) as facts
    ) card
    left join archive_products a on a.tenant_id = ${tenantId} and a.id = r.id
    where not r.deleted and (a.body is distinct from card.body or not tsvector_to_array(a.words) @> array(
      select right(${tenantId}, 8) || '=' || left(fact, 120) from unnest(card.facts) fact))
    on conflict (tenant_id, id) do update set body = excluded.body, words = excluded.words
  )`,
  // Who changes their name is found by it on their orders too.
  customers: (tenantId) => sql`written as (
    insert into archive_customers (tenant_id, id, body, words)
    select ${tenantId}, r.id, card.body, archive_words(${tenantId}, card.body, '{}')
    from changed r cross join lateral (select
      ${plainText(sql`r.name, r.phone, regexp_replace(r.phone, '\\D', '', 'g'), r.email`)} as body
    ) card
    where not r.deleted
    on conflict (tenant_id, id) do update set body = excluded.body, words = excluded.words
    where archive_customers.body <> excluded.body
    returning id
  ), theirs as materialized (
    select o.* from archive_orders a join orders o on o.tenant_id = a.tenant_id and o.id = a.id
    where a.tenant_id = ${tenantId} and a.customer_id in (select id from written)
  ), renamed as (${orderCards(tenantId, sql`theirs`)})`,
}

/** Inserts or replaces the cards of these orders. */
function orderCards(tenantId: string, source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into archive_orders (tenant_id, id, created_at, total, customer_id, body, words)
    select ${tenantId}, r.id, r.created_at, r.total, r.customer_id, card.body,
      archive_words(${tenantId}, card.body, card.facts)
    from ${source} r
    left join customers c on c.tenant_id = ${tenantId} and c.id = r.customer_id
    cross join lateral (select
      ${plainText(sql`r.number, c.name, c.phone, regexp_replace(c.phone, '\\D', '', 'g'), (
        select string_agg(distinct concat_ws(' ', line ->> 'sku', line ->> 'title'), ' ')
        from json_array_elements(r.lines) line)`)} as body,
      array['status=' || r.status, 'kind=' || r.kind, 'source=' || r.source, 'branch=' || r.branch_id,
        'device=' || r.device_id, 'cashier=' || r.cashier_id, 'customer=' || r.customer_id]
        || array(select 'flag=' || flag from unnest(r.flags) flag)
        || array(select 'paid=' || (payment ->> 'type') from json_array_elements(r.payments) payment) as facts
    ) card
    where not r.deleted
    on conflict (tenant_id, id) do update
      set body = excluded.body, words = excluded.words, customer_id = excluded.customer_id
    where archive_orders.body <> excluded.body or archive_orders.words <> excluded.words`
}

/** Several texts as one, the way they are searched: in small letters, with one kind of apostrophe. */
function plainText(texts: RawBuilder<unknown>): RawBuilder<string> {
  return sql`left(translate(lower(concat_ws(' ', ${texts})), '‘’ʻʼ\`´', repeat('''', 6)), 8000)`
}
