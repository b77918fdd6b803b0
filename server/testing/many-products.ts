import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { takePositions } from '../log/take-positions.ts'

/** So many products in one commit, alike but for their SKUs: more than anybody would push in a test. */
export async function manyProducts(
  deps: Deps,
  tenantId: string,
  count: number,
  { price }: { price: number },
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => crypto.randomUUID()).toSorted()
  await deps.database
    .tenant(tenantId)
    .transaction()
    .execute(async (tx) => {
      const first = await takePositions(tx, tenantId, [['products', count]])
      await sql`
        insert into products (tenant_id, id, group_id, group_title, title, variant_title, sku, vendor, category, tags,
          price, tax_rate, status, updated_at, seq)
        select ${tenantId}, id, id, 'Shirt', 'Shirt', '', 'S-' || lpad(number::text, 7, '0'), 'V', 'C', '{}',
          ${price}, 2000, 'active', now(), ${first} + number - 1
        from unnest(${ids}::uuid[]) with ordinality as p(id, number)`.execute(tx)
    })
  return ids
}
