import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

/** Whose shop a domain is, and what it signs with. */
type Row = {
  tenantId: string
  sealedSecret: Buffer
  sealedFormerSecret: Buffer | null
  rotatedAt: Date | null
}

/** Asked before it is known whose webhook it is. */
export async function doorOf(nobody: Kysely<Schema>, domain: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select tenant_id as "tenantId", secret as "sealedSecret", former_secret as "sealedFormerSecret",
      rotated_at as "rotatedAt"
    from shop_by_domain(${domain})`.execute(nobody)
  return rows[0]
}

export type NewWebhook = {
  id: string
  eventId: string
  topic: string
  body: string
  triggeredAt: Date
  receivedAt: Date
  state: 'waiting' | 'done' | 'dead'
  fault: object | null
}

/** Keeps a webhook. @returns false where it was kept before */
export async function insertWebhook(tx: Tx, tenantId: string, webhook: NewWebhook): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto('shopify_inbox')
    .values({
      tenant_id: tenantId,
      id: webhook.id,
      event_id: webhook.eventId,
      topic: webhook.topic,
      body: webhook.body,
      triggered_at: webhook.triggeredAt,
      received_at: webhook.receivedAt,
      state: webhook.state,
      fault: webhook.fault && JSON.stringify(webhook.fault),
      ended_at: webhook.state === 'done' ? webhook.receivedAt : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** Deletes a chunk of webhooks that were worked off before a moment. @returns how many */
export async function deleteOldWebhooks(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from shopify_inbox
    where tenant_id = ${tenantId} and id in (
      select id from shopify_inbox
      where tenant_id = ${tenantId} and state = 'done' and ended_at < ${before} limit 1000
    )`.execute(tx)
  return Number(numAffectedRows)
}
