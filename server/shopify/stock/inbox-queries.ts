import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** What this lane reads of the inbox. */
const TOPICS = [
  'orders/create',
  'orders/updated',
  'orders/cancelled',
  'refunds/create',
  'inventory_levels/update',
]

/** Webhooks of orders, refunds and levels that wait, the oldest first. */
export async function waitingInbox(
  tx: Tx,
  tenantId: string,
  limit: number,
): Promise<{ id: string; topic: string; body: string }[]> {
  const { rows } = await sql<{ id: string; topic: string; body: string }>`
    select id, topic, body from shopify_inbox
    where tenant_id = ${tenantId} and state = 'waiting' and topic = any (${TOPICS}::text[])
    order by received_at, id
    limit ${limit}
    for no key update skip locked`.execute(tx)
  return rows
}

export type InboxEnd = { id: string; fault: object | null }

/** Notes what became of webhooks: done, or dead with a reason. */
export async function endInbox(tx: Tx, tenantId: string, ends: readonly InboxEnd[], at: Date): Promise<void> {
  await sql`
    update shopify_inbox i set state = case when e.fault is null then 'done' else 'dead' end, fault = e.fault,
      ended_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(ends)}) as e(id text, fault jsonb)
    where i.tenant_id = ${tenantId} and i.id = e.id`.execute(tx)
}
