import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

type Db = Tx | Kysely<Schema>

export type CallRow = {
  id: string
  at: Date
  operation: string
  code: string
  status: number | null
  milliseconds: number
  request: unknown
  answer: unknown
}

/** The latest calls that came to nothing, the newest first. */
export async function latestCalls(db: Db, tenantId: string, limit: number): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select id, at, operation, code, status, milliseconds, request, answer from shopify_calls
    where tenant_id = ${tenantId}
    order by at desc, id desc
    limit ${limit}`.execute(db)
  return rows
}

export type DecisionRow = {
  id: string
  at: Date
  productId: string
  sku: string | null
  title: string | null
  details: unknown
  reversedAt: Date | null
  reversedBy: string | null
}

/** The latest decisions about fields that both sides had changed, the newest first, with who turned them around. */
export async function latestDecisions(db: Db, tenantId: string, limit: number): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    with page as (
      select id, at, subject_id, details from audit_log
      where tenant_id = ${tenantId} and action = 'shopify.field-decided'
      order by at desc, id desc
      limit ${limit}
    )
    select d.id, d.at, d.subject_id as "productId", p.sku, p.title, d.details, r.at as "reversedAt",
      u.name as "reversedBy"
    from page d
    left join products p on p.tenant_id = ${tenantId} and p.id = d.subject_id::uuid
    left join lateral (
      select at, actor_id from audit_log
      where tenant_id = ${tenantId} and subject = 'products' and subject_id = d.subject_id
        and action = 'shopify.field-reversed' and details ->> 'decision' = d.id::text
      limit 1) r on true
    left join users u on u.tenant_id = ${tenantId} and u.id = r.actor_id
    order by d.at desc, d.id desc`.execute(db)
  return rows
}
