import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** Each gives whether there was such a one. */
type Revive = (tx: Tx, tenantId: string, id: string) => Promise<boolean>

/** What a call that was given up is about; undefined where there is none. */
export async function kindOfSend(tx: Tx, tenantId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ kind: string }>`
    select kind from shopify_sends
    where tenant_id = ${tenantId} and id::text = ${id} and state = 'dead'`.execute(tx)
  return rows[0]?.kind
}

/** A webhook that could not be read is read again: by a newer version, perhaps. */
export const reviveWebhook: Revive = async (tx, tenantId, id) =>
  hadSome(
    await sql`
      update shopify_inbox set state = 'waiting', fault = null, ended_at = null
      where tenant_id = ${tenantId} and id = ${id} and state = 'dead'`.execute(tx),
  )

export const reviveOrder: Revive = async (tx, tenantId, id) =>
  hadSome(
    await sql`
      update shopify_orders set hinted = true, attempts = 0, next_try_at = null
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx),
  )

/** A product that cannot be taken over is read again: somebody may have mended it there. */
export async function reviveProduct(tx: Tx, tenantId: string, id: string, at: Date): Promise<boolean> {
  return hadSome(
    await sql`
      insert into shopify_product_hints (tenant_id, shop_product_id, hinted_at)
      select distinct tenant_id, shop_product_id, ${at}::timestamptz from shopify_refusals
      where tenant_id = ${tenantId} and shop_product_id = ${id}
      on conflict (tenant_id, shop_product_id) do update set asked = shopify_product_hints.asked + 1, attempts = 0,
        next_try_at = null`.execute(tx),
  )
}

/** @param id item and location, with a dash between them */
export const reviveLevel: Revive = async (tx, tenantId, id) => {
  const [itemId = '', locationId = ''] = id.split('-')
  return hadSome(
    await sql`
      update shopify_levels set refused = null, hinted = true, dirty = true
      where tenant_id = ${tenantId} and item_id = ${itemId} and location_id = ${locationId}
        and refused is not null`.execute(tx),
  )
}

function hadSome({ numAffectedRows }: { numAffectedRows?: bigint }): boolean {
  return (numAffectedRows ?? 0n) > 0n
}
