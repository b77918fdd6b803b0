import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Link } from './decide-meetings.ts'
import type { Refusal } from './read-product.ts'
import type { Told } from './told-fields.ts'

type LinkRow = Omit<Link, 'isGone'> & { goneAt: Date | null }

/** The links of variants, gone ones too. */
export async function linksOf(tx: Tx, tenantId: string, variantIds: readonly string[]): Promise<Link[]> {
  const { rows } = await sql<LinkRow>`
    select id as "variantId", shop_product_id as "shopProductId", product_id as "productId", base, is_new as "isNew",
      is_tracked as "isTracked", gone_at as "goneAt"
    from shopify_variants
    where tenant_id = ${tenantId} and id = any (${[...variantIds]}::text[])`.execute(tx)
  return rows.map(({ goneAt, ...row }) => ({ ...row, isGone: goneAt !== null }))
}

/** The links that products here stand in. */
export async function linksOfProducts(
  tx: Tx,
  tenantId: string,
  productIds: readonly string[],
): Promise<{ variantId: string; shopProductId: string; productId: string; base: Told | null }[]> {
  const { rows } = await sql<{
    variantId: string
    shopProductId: string
    productId: string
    base: Told | null
  }>`
    select id as "variantId", shop_product_id as "shopProductId", product_id as "productId", base
    from shopify_variants
    where tenant_id = ${tenantId} and product_id = any (${[...productIds]}::uuid[]) and gone_at is null`.execute(
    tx,
  )
  return rows
}

/** The group that products here are in which stand for variants of products of Shopify's. */
export async function groupsOf(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
): Promise<{ shopProductId: string; groupId: string }[]> {
  const { rows } = await sql<{ shopProductId: string; groupId: string }>`
    select distinct on (v.shop_product_id) v.shop_product_id as "shopProductId", p.group_id as "groupId"
    from shopify_variants v
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenantId} and v.shop_product_id = any (${[...shopProductIds]}::text[])
      and v.gone_at is null
    order by v.shop_product_id, v.id`.execute(tx)
  return rows
}

/** Those of some products of Shopify's of which something is for sale here. */
export async function onSaleHere(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct v.shop_product_id as id
    from shopify_variants v
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenantId} and v.shop_product_id = any (${[...shopProductIds]}::text[])
      and v.gone_at is null and p.status = 'active' and not p.deleted`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export type LinkToWrite = {
  variantId: string
  shopProductId: string
  itemId: string
  productId: string
  isTracked: boolean
  isNew: boolean
  base: Told
  remoteUpdatedAt: string
}

/** Links variants with products, or brings their links up to date. Who made a product is never forgotten. */
export async function writeLinks(
  tx: Tx,
  tenantId: string,
  links: readonly LinkToWrite[],
  readAt: string,
): Promise<void> {
  if (links.length === 0) return
  await sql`
    insert into shopify_variants (
      tenant_id, id, shop_product_id, item_id, product_id, is_tracked, is_new, base, remote_updated_at, read_at)
    select ${tenantId}::uuid, l."variantId", l."shopProductId", l."itemId", l."productId", l."isTracked", l."isNew",
      l.base, l."remoteUpdatedAt", ${readAt}::timestamptz
    from json_to_recordset(${JSON.stringify(links)}) as l(
      "variantId" text, "shopProductId" text, "itemId" text, "productId" uuid, "isTracked" boolean, "isNew" boolean,
      base jsonb, "remoteUpdatedAt" timestamptz)
    on conflict (tenant_id, id) do update set shop_product_id = excluded.shop_product_id, item_id = excluded.item_id,
      product_id = excluded.product_id, is_tracked = excluded.is_tracked, base = excluded.base,
      remote_updated_at = excluded.remote_updated_at, read_at = excluded.read_at, gone_at = null`.execute(tx)
}

/** What was acknowledged of a variant is agreed from now on. */
export async function agree(
  tx: Tx,
  tenantId: string,
  agreed: readonly { variantId: string; values: Partial<Told> }[],
): Promise<void> {
  await sql`
    update shopify_variants v set base = v.base || a.values
    from json_to_recordset(${JSON.stringify(agreed)}) as a("variantId" text, values jsonb)
    where v.tenant_id = ${tenantId} and v.id = a."variantId" and v.base is not null`.execute(tx)
}

/** A level at each mapped location for items whose stock was not known of yet: the stock lane reads them. */
export async function addLevels(tx: Tx, tenantId: string, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return
  await sql`
    insert into shopify_levels (tenant_id, item_id, location_id)
    select ${tenantId}::uuid, item, l.id
    from unnest(${[...itemIds]}::text[]) as item
    join shopify_locations l on l.tenant_id = ${tenantId} and l.branch_id is not null
    on conflict (tenant_id, item_id, location_id) do update set hinted = true`.execute(tx)
}

/** Forgets what was known of items that Shopify counts again: it counted nothing meanwhile, whatever was sold. */
export async function meetAgain(tx: Tx, tenantId: string, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return
  await sql`
    update shopify_levels set known = null, hinted = true
    where tenant_id = ${tenantId} and item_id = any (${[...itemIds]}::text[])`.execute(tx)
}

/** Links that still stand of products of Shopify's, or of some of their variants, that are no longer there. */
export async function standingLinks(
  tx: Tx,
  tenantId: string,
  shopProductId: string,
  except: readonly string[],
  limit: number,
): Promise<{ variantId: string; productId: string }[]> {
  const { rows } = await sql<{ variantId: string; productId: string }>`
    select id as "variantId", product_id as "productId" from shopify_variants
    where tenant_id = ${tenantId} and shop_product_id = ${shopProductId} and gone_at is null
      and id <> all (${[...except]}::text[])
    order by id
    limit ${limit}`.execute(tx)
  return rows
}

/** Those of some products, told with their variants, that have links to variants that are not among them. */
export async function withLostLinks(
  tx: Tx,
  tenantId: string,
  products: readonly { shopProductId: string; variantIds: string[] }[],
): Promise<{ shopProductId: string; variantIds: string[] }[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct v.shop_product_id as id
    from json_to_recordset(${JSON.stringify(products)}) as p("shopProductId" text, "variantIds" text[])
    join shopify_variants v on v.tenant_id = ${tenantId} and v.shop_product_id = p."shopProductId"
      and v.gone_at is null
    where v.id <> all (p."variantIds")`.execute(tx)
  const found = new Set(rows.map(({ id }) => id))
  return products.filter(({ shopProductId }) => found.has(shopProductId))
}

export async function endLinks(
  tx: Tx,
  tenantId: string,
  variantIds: readonly string[],
  at: string,
): Promise<void> {
  await sql`
    update shopify_variants set gone_at = ${at}
    where tenant_id = ${tenantId} and id = any (${[...variantIds]}::text[])`.execute(tx)
}

/** Forgets what could not be read of products: they were read anew. */
export async function clearRefusals(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
): Promise<void> {
  await sql`
    delete from shopify_refusals
    where tenant_id = ${tenantId} and shop_product_id = any (${[...shopProductIds]}::text[])`.execute(tx)
}

export async function writeRefusals(
  tx: Tx,
  tenantId: string,
  refusals: readonly (Refusal & { shopProductId: string | null })[],
  at: string,
): Promise<void> {
  if (refusals.length === 0) return
  const rows = refusals.map(({ subject, subjectId, shopProductId, title, refused }) => ({
    subject,
    subjectId,
    shopProductId,
    title,
    code: refused.code,
    path: refused.path,
    message: refused.message,
  }))
  await sql`
    insert into shopify_refusals (tenant_id, subject, subject_id, shop_product_id, title, code, path, message, at)
    select ${tenantId}::uuid, r.subject, r."subjectId", r."shopProductId", r.title, r.code, r.path, r.message, ${at}
    from json_to_recordset(${JSON.stringify(rows)}) as r(
      subject text, "subjectId" text, "shopProductId" text, title text, code text, path text, message text)
    on conflict (tenant_id, subject, subject_id) do update set shop_product_id = excluded.shop_product_id,
      title = excluded.title, code = excluded.code, path = excluded.path, message = excluded.message,
      at = excluded.at`.execute(tx)
}

/** Forgets what could not be read of no product in particular. */
export async function clearNameless(tx: Tx, tenantId: string): Promise<void> {
  await sql`delete from shopify_refusals where tenant_id = ${tenantId} and shop_product_id is null`.execute(
    tx,
  )
}

/** How many locations stand for a branch: as many levels each new link has. */
export async function mappedCount(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from shopify_locations
    where tenant_id = ${tenantId} and branch_id is not null`.execute(tx)
  return rows[0]?.count ?? 0
}
