import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import type { PlannedSend, ProductPayload, VariantsPayload } from './plan-sends.ts'

/** Something that Shopify is to be told of one of its products. */
export type ProductSend = { id: string; shopProductId: string; attempts: number } & (
  | { kind: 'variants'; payload: VariantsPayload }
  | { kind: 'product'; payload: ProductPayload }
)

/** Takes out a dead send, and says of which product it was; undefined where there is none. */
export async function takeDeadSend(tx: Tx, tenantId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ shopProductId: string }>`
    delete from shopify_sends
    where tenant_id = ${tenantId} and id = ${id} and state = 'dead' and kind in ('product', 'variants')
    returning subject_id as "shopProductId"`.execute(tx)
  return rows[0]?.shopProductId
}

/** Which of some products Shopify is being told something of: what they are there is not known until that has ended. */
export async function productsBeingTold(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from shopify_sends
    where tenant_id = ${tenantId} and state = 'waiting' and kind in ('product', 'variants')
      and subject_id = any (${[...shopProductIds]}::text[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Keeps what is to be sent. What was refused before of the same products says it, too, and goes. */
export async function keepSends(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  planned: readonly PlannedSend[],
): Promise<void> {
  if (planned.length === 0) return
  const rows = planned.map(({ kind, shopProductId, payload }) => ({
    id: deps.newId(),
    kind,
    shopProductId,
    payload,
  }))
  const at = new Date(deps.now()).toISOString()
  await sql`
    with told as (
      select s.* from json_to_recordset(${JSON.stringify(rows)}) as s(
        id uuid, kind text, "shopProductId" text, payload jsonb)
    ), said_anew as (
      delete from shopify_sends d using told
      where d.tenant_id = ${tenantId} and d.state = 'dead' and d.kind = told.kind
        and d.subject_id = told."shopProductId"
    )
    insert into shopify_sends (tenant_id, id, kind, subject_id, payload, state, created_at)
    select ${tenantId}::uuid, id, kind, "shopProductId", payload, 'waiting', ${at} from told`.execute(tx)
}

/** The oldest of what is to be sent of products and is due; undefined where nothing is. */
export async function dueSend(tx: Tx, tenantId: string, at: string): Promise<ProductSend | undefined> {
  const { rows } = await sql<ProductSend>`
    select id, kind, subject_id as "shopProductId", payload, attempts from shopify_sends
    where tenant_id = ${tenantId} and state = 'waiting' and kind in ('product', 'variants')
      and (next_try_at is null or next_try_at <= ${at})
    order by id
    limit 1`.execute(tx)
  return rows[0]
}

/** Notes what became of a send. What is dead keeps what was not taken, and why. */
export async function noteSend(
  tx: Tx,
  tenantId: string,
  id: string,
  note: {
    state: 'waiting' | 'dead' | 'done'
    attempts: number
    at: string
    nextTryAt?: string
    fault?: object
    payload?: object
  },
): Promise<void> {
  await sql`
    update shopify_sends set state = ${note.state}, attempts = ${note.attempts},
      first_tried_at = coalesce(first_tried_at, ${note.at}), next_try_at = ${note.nextTryAt ?? null},
      fault = ${note.fault === undefined ? null : JSON.stringify(note.fault)}::jsonb,
      payload = coalesce(${note.payload === undefined ? null : JSON.stringify(note.payload)}::jsonb, payload),
      ended_at = ${note.state === 'waiting' ? null : note.at}::timestamptz
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}
