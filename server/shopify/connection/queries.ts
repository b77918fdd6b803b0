import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import type { Connection, MappedLocation, Owner } from './connection.ts'

const columns = [
  'tenant_id as tenantId',
  'domain',
  'client_id as clientId',
  'secret as sealedSecret',
  'former_secret as sealedFormerSecret',
  'shop_name as shopName',
  'currency',
  'digits',
  'state',
  'owners',
  'opening_stock as openingStock',
  'device_id as deviceId',
  'connected_by as connectedBy',
  'connected_at as connectedAt',
  'reader_epoch as readerEpoch',
  'reader_seq as readerSeq',
  'orders_since as ordersSince',
  'products_since as productsSince',
] as const

/** The connected shop of a business; undefined where there is none. */
export async function connectionOf(
  db: Tx | Kysely<Schema>,
  tenantId: string,
): Promise<Connection | undefined> {
  const row = await db
    .selectFrom('shopify_connections')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row && { ...row, owners: row.owners as Connection['owners'] }
}

/** The locations that stand for a branch each. */
export async function mappedLocations(db: Tx | Kysely<Schema>, tenantId: string): Promise<MappedLocation[]> {
  const rows = await db
    .selectFrom('shopify_locations')
    .select(['id', 'name', 'branch_id as branchId'])
    .where('tenant_id', '=', tenantId)
    .where('branch_id', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => (row.branchId === null ? [] : [{ ...row, branchId: row.branchId }]))
}

/** How many locations the shop had when they were read last, mapped or not. */
export async function countLocations(db: Tx | Kysely<Schema>, tenantId: string): Promise<number> {
  const { count } = await db
    .selectFrom('shopify_locations')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The connected shop of a business, held until the transaction ends: commands come one after the other. */
export async function lockConnection(tx: Tx, tenantId: string): Promise<Connection | undefined> {
  const row = await tx
    .selectFrom('shopify_connections')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && { ...row, owners: row.owners as Connection['owners'] }
}

export type NewConnection = {
  tenantId: string
  domain: string
  clientId: string
  sealedSecret: Buffer
  shopName: string
  currency: string
  digits: number
  deviceId: string
  connectedBy: string
  at: Date
}

/**
 * Keeps a connection that begins at the head of the log.
 *
 * @returns false where the shop is another business's: its row cannot be seen, but it is in the way
 */
export async function insertConnection(tx: Tx, row: NewConnection): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto('shopify_connections')
    .columns([
      'tenant_id',
      'domain',
      'client_id',
      'secret',
      'shop_name',
      'currency',
      'digits',
      'state',
      'owners',
      'opening_stock',
      'device_id',
      'connected_by',
      'connected_at',
      'orders_since',
      'reader_epoch',
      'reader_seq',
    ])
    .expression(
      sql`select ${row.tenantId}::uuid, ${row.domain}, ${row.clientId}, ${row.sealedSecret}::bytea, ${row.shopName},
        ${row.currency}, ${row.digits}::integer, 'on', '{}'::jsonb, 'omnisync', ${row.deviceId}::uuid,
        ${row.connectedBy}::uuid, ${row.at}::timestamptz, ${row.at}::timestamptz, epoch, head
        from log_heads where tenant_id = ${row.tenantId}`,
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** Writes what a connection is known by; the secrets only where there are others. */
export async function writeCredentials(
  tx: Tx,
  tenantId: string,
  row: {
    clientId: string
    state: Connection['state']
    shopName: string
    /** When the shop answered with them. */
    at: Date
    sealedSecret?: Buffer
    sealedFormerSecret?: Buffer
  },
): Promise<void> {
  const { sealedSecret, sealedFormerSecret, at } = row
  await tx
    .updateTable('shopify_connections')
    .set({
      client_id: row.clientId,
      state: row.state,
      shop_name: row.shopName,
      fault: null,
      checked_at: at,
      ...(sealedSecret && sealedFormerSecret
        ? { secret: sealedSecret, former_secret: sealedFormerSecret, rotated_at: at }
        : {}),
    })
    .where('tenant_id', '=', tenantId)
    .execute()
}

/** Moves a connection to another state, with what is to be said of it. */
export async function writeState(
  tx: Tx,
  tenantId: string,
  state: Connection['state'],
  fault: object | null,
): Promise<void> {
  await tx
    .updateTable('shopify_connections')
    .set({ state, fault: fault && JSON.stringify(fault) })
    .where('tenant_id', '=', tenantId)
    .execute()
}

export async function writeRules(
  tx: Tx,
  tenantId: string,
  { owners, openingStock }: { owners: Partial<Record<string, Owner>>; openingStock: 'shopify' | 'omnisync' },
): Promise<void> {
  await tx
    .updateTable('shopify_connections')
    .set({ owners: JSON.stringify(owners), opening_stock: openingStock })
    .where('tenant_id', '=', tenantId)
    .execute()
}

/** Notes that the shop was looked at: its name, and that its webhooks are as they should be, or why not. */
export async function writeCheck(
  tx: Tx,
  tenantId: string,
  { at, fault }: { at: Date; fault: object | null },
): Promise<void> {
  await tx
    .updateTable('shopify_connections')
    .set({ checked_at: at, fault: fault && JSON.stringify(fault) })
    .where('tenant_id', '=', tenantId)
    .execute()
}

/** Every location that the shop ever told of. */
export async function locationsOf(
  db: Tx | Kysely<Schema>,
  tenantId: string,
): Promise<{ id: string; name: string; isActive: boolean; branchId: string | null }[]> {
  return db
    .selectFrom('shopify_locations')
    .select(['id', 'name', 'is_active as isActive', 'branch_id as branchId'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Takes over the locations of a shop. One that is no longer there stays, as inactive, with its branch. */
export async function writeLocations(
  tx: Tx,
  tenantId: string,
  locations: readonly { id: string; name: string; isActive: boolean }[],
): Promise<void> {
  await sql`
    with told as (select * from json_to_recordset(${JSON.stringify(locations)}) as l(id text, name text, "isActive" boolean)),
    kept as (
      insert into shopify_locations (tenant_id, id, name, is_active)
      select ${tenantId}::uuid, id, name, "isActive" from told
      on conflict (tenant_id, id) do update set name = excluded.name, is_active = excluded.is_active
    )
    update shopify_locations set is_active = false
    where tenant_id = ${tenantId} and id not in (select id from told)`.execute(tx)
}

/** Which branch each of some locations stands for. First they stand for none: two may change places. */
export async function writeBranches(
  tx: Tx,
  tenantId: string,
  changed: readonly (readonly [locationId: string, branchId: string | null])[],
): Promise<void> {
  await tx
    .updateTable('shopify_locations')
    .set({ branch_id: null })
    .where('tenant_id', '=', tenantId)
    .where(
      'id',
      'in',
      changed.map(([id]) => id),
    )
    .execute()
  await sql`
    update shopify_locations l set branch_id = m.branch_id
    from unnest(${changed.map(([id]) => id)}::text[], ${changed.map(([, branchId]) => branchId)}::uuid[])
      as m(id, branch_id)
    where l.tenant_id = ${tenantId} and l.id = m.id`.execute(tx)
}

/** Forgets what is known of the stock at some locations. */
export async function forgetLevels(tx: Tx, tenantId: string, locationIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('shopify_levels')
    .where('tenant_id', '=', tenantId)
    .where('location_id', 'in', [...locationIds])
    .execute()
}

/** Has the stock of every linked item be met at some locations, those of them that stand for a branch. */
export async function meetLevels(tx: Tx, tenantId: string, locationIds: readonly string[]): Promise<void> {
  await sql`
    insert into shopify_levels (tenant_id, item_id, location_id)
    select v.tenant_id, v.item_id, l.id
    from shopify_variants v
    join shopify_locations l on l.tenant_id = v.tenant_id and l.branch_id is not null
    where v.tenant_id = ${tenantId} and v.gone_at is null and v.is_tracked
      and l.id = any (${[...locationIds]}::text[])
    on conflict do nothing`.execute(tx)
}

/** Forgets a shop, with everything that is known of it. @returns how much was still to be told to it */
export async function forgetShop(tx: Tx, tenantId: string): Promise<number> {
  const { untold } = await tx
    .selectFrom('shopify_sends')
    .select((column) => column.fn.countAll<number>().as('untold'))
    .where('tenant_id', '=', tenantId)
    .where('state', '<>', 'done')
    .executeTakeFirstOrThrow()
  for (const table of OF_A_SHOP) await tx.deleteFrom(table).where('tenant_id', '=', tenantId).execute()
  return untold
}

const OF_A_SHOP = [
  'shopify_calls',
  'shopify_refusals',
  'shopify_imports',
  'shopify_inbox',
  'shopify_sends',
  'shopify_refunds',
  'shopify_claims',
  'shopify_orders',
  'shopify_levels',
  'shopify_product_hints',
  'shopify_variants',
  'shopify_locations',
  'shopify_connections',
] as const

/** The currency of a business, which nobody else changes, nor connects it, until the transaction ends. */
export async function lockCurrency(tx: Tx, tenantId: string): Promise<string> {
  const { currency } = await tx
    .selectFrom('tenants')
    .select('currency')
    .where('id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return currency
}

/** The branches that a location may stand for. */
export async function branchIds(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('branches')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('deleted', '=', false)
    .where(sql<boolean>`settings ->> 'closedAt' is null`)
    .execute()
  return rows.map(({ id }) => id)
}

/** When a shop last answered that it knows us; undefined where none is connected. */
export async function lastHeardOf(tx: Tx, tenantId: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('shopify_connections')
    .select(['connected_at as connectedAt', 'checked_at as checkedAt'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row && (row.checkedAt !== null && row.checkedAt > row.connectedAt ? row.checkedAt : row.connectedAt)
}
