import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** The fields of a product that can be edited one at a time, in many products at once. */
export type EditableField = keyof typeof TYPES

const TYPES = { price: sql`bigint`, category: sql`text`, tags: sql`text[]`, status: sql`text` } as const

export type HeldProduct = { id: string; seq: number; deleted: boolean; value: number | string | string[] }

/** Locks products in id order, as a push of them does, and says what stands in one of their fields. */
export async function holdProducts(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  field: EditableField,
): Promise<HeldProduct[]> {
  const { rows } = await sql<HeldProduct>`
    select id, seq, deleted, ${sql.id(field)} as value from products
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows
}

/** One field of a product and its new value. */
export type ProductEdit = { id: string; value: unknown }

/**
 * Writes one field of the products that `holdProducts` locked, as a push of the same edit would leave them. Positions
 * are taken by the caller: `firstSeq` for the first edit, and so on in their order (L1).
 *
 * @param at ISO 8601
 */
export async function editProducts(
  tx: Tx,
  tenantId: string,
  field: EditableField,
  edits: readonly ProductEdit[],
  firstSeq: number,
  at: string,
): Promise<void> {
  const rows = edits.map(({ id, value }, index) => ({ id, value, seq: firstSeq + index }))
  await sql`
    update products p set ${sql.id(field)} = e.value, updated_at = ${at}, seq = e.seq
    from json_to_recordset(${JSON.stringify(rows)}) as e(id uuid, value ${TYPES[field]}, seq bigint)
    where p.tenant_id = ${tenantId} and p.id = e.id`.execute(tx)
}
