import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { ProductsAsked } from '../../shared/archive/lists.ts'
import { productFields } from '../catalog/product-document.ts'
import type { Schema } from '../database/schema.ts'
import type { Reader } from '../sync/collection.ts'
import { documentJson } from '../sync/json-sql.ts'
import type { Keyed, Sorting, Window } from './page.ts'
import { anywhere, wantedWords, wordsQuery } from './wanted-words.ts'
import type { Fact } from './wanted-words.ts'

export type Found = Keyed & { document: string }

/** How a list of products is sorted. */
export function productSorting(sort: ProductsAsked['sort']): Sorting {
  const descending = sort.startsWith('-')
  const by = sort.replace('-', '')
  if (by === 'price') return { column: 'price', type: 'bigint', descending }
  if (by === 'updatedAt') return { column: 'updated_at', type: 'timestamptz', descending }
  return { column: by, type: 'text', descending }
}

/** The products of a window that fit, with their documents; cost prices only for those who may see them (P2). */
export async function findProducts(
  db: Kysely<Schema>,
  tenantId: string,
  asked: ProductsAsked,
  { reader, hasTrigrams }: { reader: Reader; hasTrigrams: boolean },
  { beyond, order, count }: Window,
): Promise<Found[]> {
  const on = onCards('archive_products_here', tenantId, asked.search, hasTrigrams, [
    ['status', asked.status],
    ['vendor', asked.vendor],
    ['category', asked.category],
    ['tag', asked.tag],
  ])
  const price = sql`price between ${asked.minPrice ?? 0} and ${asked.maxPrice ?? Number.MAX_SAFE_INTEGER}`
  const { rows } = await sql<Found>`
    select id, ${sql.ref(productSorting(asked.sort).column)}::text as key, ${documentJson(productFields(reader))} as document
    from products
    where tenant_id = ${tenantId} and not deleted and ${on} and ${price} and ${beyond}
    ${order}
    limit ${count}`.execute(db)
  return rows
}

/** The condition that a row's card holds what is wanted. */
export function onCards(
  door: 'archive_products_here' | 'archive_customers_here',
  tenantId: string,
  search: string | undefined,
  hasTrigrams: boolean,
  facts: readonly Fact[] = [],
): RawBuilder<unknown> {
  const { parts, beginnings } = wantedWords(search, hasTrigrams)
  const words = wordsQuery(tenantId, beginnings, facts)
  const all = [
    ...(words === null ? [] : [sql`words @@ ${words}::tsquery`]),
    ...parts.map((part) => sql`body like ${anywhere(part)}`),
  ]
  if (all.length === 0) return sql`true`
  return sql`id in (
    select id from ${sql.table(door)} where tenant_id = ${tenantId} and ${sql.join(all, sql` and `)})`
}
