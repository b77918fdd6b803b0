import { sql } from 'kysely'
import type { Product } from '../../shared/catalog/product.ts'
import type { Tx } from '../database/database.ts'
import { documentJson } from '../sync/json-sql.ts'
import { productFields } from './product-document.ts'

export type PricedProduct = {
  id: string
  price: number
  taxRate: number
  archived: boolean
  touchedAt: number
}

/**
 * Price, tax, status and last change (milliseconds since 1970) of the products named; a deleted product counts as
 * archived, since its sales stand.
 */
export async function pricesOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<PricedProduct[]> {
  const { rows } = await sql<PricedProduct>`
    select id, price, tax_rate as "taxRate", (deleted or status = 'archived') as archived,
      (extract(epoch from updated_at) * 1000)::float8 as "touchedAt"
    from products
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Locks the products named, in id order, and returns those that exist, with their cost. */
export async function lockProducts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Product[]> {
  const { rows } = await sql<{ document: string }>`
    select ${documentJson(productFields({ seesCost: true }))} as document from products
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Product)
}

/** Inserts or replaces products; each document brings its position. */
export async function writeProducts(tx: Tx, tenantId: string, products: readonly Product[]): Promise<void> {
  await sql`
    insert into products (
      tenant_id, id, group_id, group_title, title, variant_title, sku, barcode, vendor, category, tags, price, cost,
      tax_rate, status, image_url, shopify_variant_id, updated_at, deleted, seq)
    select ${tenantId}, p.id, p."groupId", p."groupTitle", p.title, p."variantTitle", p.sku, p.barcode, p.vendor,
      p.category, p.tags, p.price, p.cost, p."taxRate", p.status, p."imageUrl", p."shopifyVariantId", p."updatedAt",
      p._deleted, p.seq
    from json_to_recordset(${JSON.stringify(products)}) as p(
      id uuid, "groupId" uuid, "groupTitle" text, title text, "variantTitle" text, sku text, barcode text, vendor text,
      category text, tags text[], price bigint, cost bigint, "taxRate" integer, status text, "imageUrl" text,
      "shopifyVariantId" text, "updatedAt" timestamptz, _deleted boolean, seq bigint)
    on conflict (tenant_id, id) do update set group_id = excluded.group_id, group_title = excluded.group_title,
      title = excluded.title, variant_title = excluded.variant_title, sku = excluded.sku, barcode = excluded.barcode,
      vendor = excluded.vendor, category = excluded.category, tags = excluded.tags, price = excluded.price,
      cost = excluded.cost, tax_rate = excluded.tax_rate, status = excluded.status, image_url = excluded.image_url,
      shopify_variant_id = excluded.shopify_variant_id, updated_at = excluded.updated_at, deleted = excluded.deleted,
      seq = excluded.seq`.execute(tx)
}

export async function nameOfProduct(
  db: Tx,
  tenantId: string,
  id: string,
): Promise<{ id: string; title: string; sku: string } | undefined> {
  return db
    .selectFrom('products')
    .select(['id', 'title', 'sku'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The ids of products that have one of these SKUs or barcodes, deleted ones left out. */
export async function idsByCode(
  tx: Tx,
  tenantId: string,
  { skus, barcodes }: { skus: readonly string[]; barcodes: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from products
    where tenant_id = ${tenantId} and not deleted
      and (sku = any (${[...skus]}::text[]) or barcode = any (${[...barcodes]}::text[]))`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Products that changed behind a position, in the order of the log, as many as asked for at most. */
export async function changedProducts(
  tx: Tx,
  tenantId: string,
  seq: number,
  limit: number,
): Promise<Product[]> {
  const { rows } = await sql<{ document: string }>`
    select ${documentJson(productFields({ seesCost: true }))} as document from products
    where tenant_id = ${tenantId} and seq > ${seq}
    order by seq
    limit ${limit}`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Product)
}
