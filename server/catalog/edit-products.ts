import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../database/database.ts'
import { positionsOf } from '../log/take-positions.ts'

/** The fields of a product that can be edited one at a time, in many products at once. */
export type EditableField = keyof typeof TYPES

const TYPES = { price: sql`bigint`, category: sql`text`, tags: sql`text[]`, status: sql`text` } as const

/**
 * Ids of products in rising order, as an expression of Postgres that gives a `uuid[]`: many of them stand in a row
 * already, and need not travel here and back. A product is named by its place among them, from 1 on.
 */
export type IdsInPlace = RawBuilder<unknown>

export type HeldProduct = { place: number; seq: number; deleted: boolean; value: number | string | string[] }

/**
 * Locks products in id order, as a push of them does, and says what stands in one of their fields. A place that is
 * not in the answer names no product.
 */
export async function holdProducts(
  tx: Tx,
  tenantId: string,
  ids: IdsInPlace,
  field: EditableField,
): Promise<HeldProduct[]> {
  // As one text, in four lists: a row for each product takes a driver ten times as long to read.
  const { rows } = await sql<{ held: HeldLists }>`
    select json_build_object('places', json_agg(place), 'seqs', json_agg(seq), 'deleted', json_agg(deleted),
      'values', json_agg(value)) as held
    from (
      select asked.place, p.seq, p.deleted, p.${sql.id(field)} as value
      from unnest(${ids}) with ordinality as asked (id, place)
      join products p on p.tenant_id = ${tenantId} and p.id = asked.id
      order by asked.place
      for no key update of p
    ) held`.execute(tx)
  const held = rows[0]?.held
  return (held?.places ?? []).map((place, index) => ({
    place,
    seq: held?.seqs[index] ?? 0,
    deleted: held?.deleted[index] ?? false,
    value: held?.values[index] ?? 0,
  }))
}

type HeldLists = {
  places: number[] | null
  seqs: number[]
  deleted: boolean[]
  values: HeldProduct['value'][]
}

/** One field of a product and its new value. */
export type ProductEdit = { place: number; value: unknown }

/**
 * Writes one field of the products that `holdProducts` locked, as a push of the same edit would leave them, and takes
 * their positions in the same statement: the log is locked from then on (L1, L2).
 *
 * @param edits at least one, in the order of their positions
 * @param at ISO 8601
 * @returns the position of the first edit; the others follow
 */
export async function editProducts(
  tx: Tx,
  tenantId: string,
  field: EditableField,
  ids: IdsInPlace,
  edits: readonly ProductEdit[],
  at: string,
): Promise<number> {
  const rows = edits.map(({ place, value }) => ({ place, value }))
  const { rows: taken } = await sql<{ before: number }>`
    with taken as materialized (${positionsOf(tenantId, [['products', edits.length]])}),
    edited as (
      update products p set ${sql.id(field)} = e.value, updated_at = ${at}, seq = taken.before + e.number
      from taken,
        rows from (json_to_recordset(${JSON.stringify(rows)}) as (place integer, value ${TYPES[field]}))
          with ordinality as e (place, value, number),
        unnest(${ids}) with ordinality as asked (id, place)
      where asked.place = e.place and p.tenant_id = ${tenantId} and p.id = asked.id
    )
    select before from taken`.execute(tx)
  const first = taken[0]
  if (!first) throw new Error('positions were asked for and none were given')
  return first.before + 1
}
