import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { searchWords } from '../../shared/bulk/matches-query.ts'
import type { ProductQuery, Selection } from '../../shared/bulk/selection.ts'

type Condition = RawBuilder<unknown>

/** The condition on `products p` that a selection stands for: what `matchesQuery` means, said to Postgres. */
export function selected(tenantId: string, selection: Selection): Condition {
  if ('ids' in selection) return sql`p.id = any (${selection.ids}::uuid[])`
  const { query, except } = selection
  const conditions = [
    ...searchWords(query.search).map(
      (word) =>
        sql`strpos(lower(concat_ws(' ', p.title, p.sku, coalesce(p.barcode, ''), p.vendor, p.category)), ${word}) > 0`,
    ),
    ...query.filters.map((filter) => holds(tenantId, query, filter)),
    ...(except.length > 0 ? [sql`p.id <> all (${except}::uuid[])`] : []),
  ]
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

function holds(tenantId: string, query: ProductQuery, filter: ProductQuery['filters'][number]): Condition {
  const { field, op, value } = filter
  switch (field) {
    case 'tag':
      return op === 'not' ? sql`not (${value} = any (p.tags))` : sql`${value} = any (p.tags)`
    case 'status':
    case 'vendor':
    case 'category': {
      const column = sql.ref(`p.${field}`)
      if (op === 'has') return sql`strpos(lower(${column}), ${value.toLowerCase()}) > 0`
      return op === 'not' ? sql`${column} <> ${value}` : sql`${column} = ${value}`
    }
    case 'price':
      return compares(sql`p.price`, op, value)
    case 'onHand':
      return sql`p.id in (
        select q.id from products q
        left join stock_levels l on l.tenant_id = q.tenant_id and l.product_id = q.id and not l.deleted
          and ${query.branchId === null ? sql`true` : sql`l.branch_id = ${query.branchId}`}
        where q.tenant_id = ${tenantId}
        group by q.id having ${compares(sql`coalesce(sum(l.on_hand), 0)`, op, value)})`
  }
}

const SIGNS = { is: sql`=`, not: sql`<>`, has: sql`=`, lt: sql`<`, gt: sql`>` } as const

function compares(mine: Condition, op: keyof typeof SIGNS, value: string): Condition {
  return sql`${mine} ${SIGNS[op]} ${value}::bigint`
}
