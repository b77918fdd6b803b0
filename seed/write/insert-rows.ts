import { sql } from 'kysely'
import type { Product } from '../../shared/catalog/product.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import type { Tx } from '../../server/database/database.ts'

/** Inserts products; each document brings its position in the log. */
export async function insertProducts(tx: Tx, tenantId: string, documents: readonly Product[]): Promise<void> {
  if (documents.length === 0) return
  await sql`
    insert into products (
      tenant_id, id, group_id, group_title, title, variant_title, sku, barcode, vendor, category, tags, price, cost,
      tax_rate, status, image_url, shopify_variant_id, updated_at, seq)
    select ${tenantId}, p.id, p."groupId", p."groupTitle", p.title, p."variantTitle", p.sku, p.barcode, p.vendor,
      p.category, p.tags, p.price, p.cost, p."taxRate", p.status, p."imageUrl", p."shopifyVariantId", p."updatedAt",
      p.seq
    from json_to_recordset(${JSON.stringify(documents)}) as p(
      id uuid, "groupId" uuid, "groupTitle" text, title text, "variantTitle" text, sku text, barcode text, vendor text,
      category text, tags text[], price bigint, cost bigint, "taxRate" integer, status text, "imageUrl" text,
      "shopifyVariantId" text, "updatedAt" timestamptz, seq bigint)`.execute(tx)
}

/** Inserts customers; each document brings its position in the log. */
export async function insertCustomers(
  tx: Tx,
  tenantId: string,
  documents: readonly Customer[],
): Promise<void> {
  if (documents.length === 0) return
  await sql`
    insert into customers (tenant_id, id, name, phone, email, note, updated_at, seq)
    select ${tenantId}, c.id, c.name, c.phone, c.email, c.note, c."updatedAt", c.seq
    from json_to_recordset(${JSON.stringify(documents)}) as c(
      id uuid, name text, phone text, email text, note text, "updatedAt" timestamptz, seq bigint)`.execute(tx)
}

export type LevelRow = Pick<
  StockLevel,
  'branchId' | 'productId' | 'onHand' | 'reorderPoint' | 'updatedAt' | 'seq'
>

/** Writes what the movements of a transaction led to (O4); the reorder point is set when a level first appears. */
export async function putLevels(tx: Tx, tenantId: string, rows: readonly LevelRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into stock_levels (tenant_id, branch_id, product_id, on_hand, reorder_point, updated_at, seq)
    select ${tenantId}, l."branchId", l."productId", l."onHand", l."reorderPoint", l."updatedAt", l.seq
    from json_to_recordset(${JSON.stringify(rows)}) as l(
      "branchId" uuid, "productId" uuid, "onHand" integer, "reorderPoint" integer, "updatedAt" timestamptz, seq bigint)
    on conflict (tenant_id, branch_id, product_id)
    do update set on_hand = excluded.on_hand, updated_at = excluded.updated_at, seq = excluded.seq`.execute(
    tx,
  )
}
