import type { Kysely } from 'kysely'
import type { Schema } from '../../server/database/schema.ts'
import type { DemoShop } from '../people/make-shop.ts'

/**
 * Writes the tenant and its log, empty. The epoch is new each time, whatever the seed: devices that knew an earlier
 * demo must notice that this is not it (E1, E2).
 */
export async function openBusiness(
  db: Kysely<Schema>,
  shop: DemoShop,
  of: { epoch: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { tenantId, name, currency, timeZone } = shop
    await tx
      .insertInto('tenants')
      .values({ id: tenantId, name, currency, time_zone: timeZone, created_at: new Date(of.at) })
      .execute()
    await tx
      .insertInto('log_heads')
      .values({
        tenant_id: tenantId,
        epoch: of.epoch,
        head: 0,
        taken_from: 0,
        horizon: 0,
        collections: JSON.stringify({}),
      })
      .execute()
  })
}
