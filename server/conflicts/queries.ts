import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { orderDocument } from '../orders/order-document.ts'

export type CasePage = { after: { detectedAt: string; id: string } | null; limit: number }
export type OpenCase = { kind: 'order' | 'movement'; id: string; detectedAt: Date; document: string }

/** Open cases of orders and of stock movements together, oldest first, after a key; at most `limit`. */
export async function openCases(tx: Tx, tenantId: string, page: CasePage): Promise<OpenCase[]> {
  const after = (column: string) =>
    page.after
      ? sql`and (${sql.ref(column)}, id) > (${page.after.detectedAt}::timestamptz, ${page.after.id}::uuid)`
      : sql``
  const { rows } = await sql<OpenCase>`
    select kind, id, "detectedAt", document from (
      (select 'order' as kind, id, settled_at as "detectedAt", ${orderDocument} as document
       from orders
       where tenant_id = ${tenantId} and status = 'conflict' ${after('settled_at')}
       order by settled_at, id
       limit ${page.limit})
      union all
      (select 'movement', id, detected_at,
         (movement || jsonb_build_object('requested', requested, 'available', available))::text
       from movement_conflicts
       where tenant_id = ${tenantId} and settled_at is null ${after('detected_at')}
       order by detected_at, id
       limit ${page.limit})
    ) cases
    order by "detectedAt", id
    limit ${page.limit}`.execute(tx)
  return rows
}
