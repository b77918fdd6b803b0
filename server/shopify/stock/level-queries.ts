import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { LevelMove } from './claims.ts'
import { unpaidOf } from './order-queries.ts'

/** An item at a location. */
export type LevelKey = { itemId: string; locationId: string }

/** A linked level as both sides have it. */
export type LevelNow = LevelKey & {
  productId: string
  branchId: string
  /** Created here by an import. */
  isNew: boolean
  /** Available there, as far as it is explained here; null where it was never read. */
  known: number | null
  isStocked: boolean
  counted: boolean
  opening: 'shopify' | 'omnisync' | null
  onHand: number
  /** Pieces of orders that are not booked here, or not for good. */
  claimed: number
  /** The sum of Shopify's changes that wait at the desk: zero or below. */
  held: number
  /** Whether the product was ever moved at this branch. */
  hasMoved: boolean
}

/** Most levels that one reading is accounted for. */
export const MOST_LEVELS = 5_000

/**
 * What is known of linked levels, and what of them is on hand, claimed and held here: those of some items, or those
 * that may be told (`dirty`), at most `limit`. A level with an acknowledgement outstanding is left out.
 *
 * A claim counts for as long as our books lack its pieces: its order waits, is an open case, or was called off here and
 * not there yet. Of a case that the desk settled in part it is what Shopify has not taken off the order yet.
 */
export async function levelsNow(
  tx: Tx,
  tenantId: string,
  which: { itemIds: readonly string[] } | { dirty: true },
  limit: number,
): Promise<LevelNow[]> {
  const wanted =
    'dirty' in which
      ? sql`l.dirty and l.known is not null and l.refused is null`
      : sql`l.item_id = any (${[...which.itemIds]}::text[])`
  const { rows } = await sql<LevelNow>`
    select l.item_id as "itemId", l.location_id as "locationId", v.product_id as "productId",
      p.branch_id as "branchId", v.is_new as "isNew", l.known, l.is_stocked as "isStocked", l.counted, l.opening,
      coalesce(s.on_hand, 0) as "onHand", (
        select coalesce(sum(
          case o.status when 'accepted' then greatest(0, c.quantity - c.taken + ${unpaidOf(tenantId)})
          else c.quantity end), 0)::integer
        from shopify_claims c
        left join orders o on o.tenant_id = ${tenantId} and o.id = c.document_id
        where c.tenant_id = ${tenantId} and c.item_id = l.item_id and c.location_id = l.location_id and c.is_open
      ) as claimed,
      ${heldOf(tenantId)} as held,
      l.known is null and exists (
        select from stock_movements m
        where m.tenant_id = ${tenantId} and m.product_id = v.product_id and m.branch_id = p.branch_id) as "hasMoved"
    from shopify_levels l
    join shopify_variants v on v.tenant_id = ${tenantId} and v.item_id = l.item_id and v.gone_at is null
      and v.is_tracked
    join shopify_locations p on p.tenant_id = ${tenantId} and p.id = l.location_id and p.branch_id is not null
    left join stock_levels s on s.tenant_id = ${tenantId} and s.branch_id = p.branch_id
      and s.product_id = v.product_id
    where l.tenant_id = ${tenantId} and l.send_id is null and ${wanted}
    order by l.item_id, l.location_id
    limit ${limit}`.execute(tx)
  return rows
}

/** What Shopify changed and the desk has not decided on, of the product and branch of a level. */
function heldOf(tenantId: string) {
  return sql<number>`(
    select coalesce(sum((h.movement ->> 'delta')::integer), 0)::integer
    from movement_conflicts h
    where h.tenant_id = ${tenantId} and h.settled_at is null and h.branch_id = p.branch_id
      and h.product_id = v.product_id and h.movement ->> 'reason' = 'shopify')`
}

/** What a level was found to be, or became. */
export type LevelRead = LevelKey & {
  known: number | null
  isStocked: boolean
  held: number
  dirty: boolean
  refused: object | null
}

/** Writes down levels as they were read; they are no longer hinted at. */
export async function writeLevelsRead(
  tx: Tx,
  tenantId: string,
  levels: readonly LevelRead[],
  at: Date,
): Promise<void> {
  if (levels.length === 0) return
  await sql`
    update shopify_levels l set known = r.known, is_stocked = r."isStocked", held = r.held, hinted = false,
      dirty = l.dirty or r.dirty, refused = r.refused, opening = null, read_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(levels)}) as r(
      "itemId" text, "locationId" text, known integer, "isStocked" boolean, held integer, dirty boolean,
      refused jsonb)
    where l.tenant_id = ${tenantId} and l.item_id = r."itemId" and l.location_id = r."locationId"`.execute(tx)
}

/** Books on what is known of levels what orders took and gave back; a level that was never read has it in its reading. */
export async function moveKnown(tx: Tx, tenantId: string, moves: readonly LevelMove[]): Promise<void> {
  if (moves.length === 0) return
  await sql`
    update shopify_levels l set known = l.known + m.delta, dirty = true
    from (
      select "itemId", "locationId", sum(delta)::integer as delta
      from jsonb_to_recordset(${JSON.stringify(moves)}) as m("itemId" text, "locationId" text, delta integer)
      group by "itemId", "locationId"
    ) m
    where l.tenant_id = ${tenantId} and l.item_id = m."itemId" and l.location_id = m."locationId"`.execute(tx)
}

/** Items whose levels are to be read, in a fixed order. */
export async function hintedItems(tx: Tx, tenantId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    select distinct l.item_id as "itemId"
    from shopify_levels l
    join shopify_variants v on v.tenant_id = ${tenantId} and v.item_id = l.item_id and v.gone_at is null
      and v.is_tracked
    join shopify_locations p on p.tenant_id = ${tenantId} and p.id = l.location_id and p.branch_id is not null
    where l.tenant_id = ${tenantId} and l.hinted and l.send_id is null
    order by l.item_id
    limit ${limit}`.execute(tx)
  return rows.map(({ itemId }) => itemId)
}

/** The linked items that have a level, behind one, in order: for going through all of them. */
export async function linkedItems(tx: Tx, tenantId: string, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ itemId: string }>`
    select distinct l.item_id as "itemId" from shopify_levels l
    where l.tenant_id = ${tenantId} and l.item_id > ${after}
    order by l.item_id
    limit ${limit}`.execute(tx)
  return rows.map(({ itemId }) => itemId)
}

/** A level as a webhook tells it. */
export type LevelTold = LevelKey & { available: number | null }

/**
 * Notes that levels are to be read of which a webhook tells something else than is known: our own change comes back as
 * what we know already.
 */
export async function hintLevelsTold(tx: Tx, tenantId: string, told: readonly LevelTold[]): Promise<void> {
  if (told.length === 0) return
  await sql`
    update shopify_levels l set hinted = true
    from jsonb_to_recordset(${JSON.stringify(told)}) as t("itemId" text, "locationId" text, available integer)
    where l.tenant_id = ${tenantId} and l.item_id = t."itemId" and l.location_id = t."locationId"
      and (l.send_id is not null or not l.is_stocked or l.known is distinct from t.available)`.execute(tx)
}

/** Notes that the levels of variants are to be read: an order took of them, or gave back. */
export async function hintLevelsOf(tx: Tx, tenantId: string, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return
  await sql`
    update shopify_levels l set hinted = true
    from shopify_variants v
    where l.tenant_id = ${tenantId} and v.tenant_id = ${tenantId} and v.id = any (${[...variantIds]}::text[])
      and l.item_id = v.item_id`.execute(tx)
}

/** Marks the levels that have another amount at the desk than was seen of it last: told of anew. */
export async function followHeld(tx: Tx, tenantId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update shopify_levels l set held = ${heldOf(tenantId)}, dirty = true
    from shopify_variants v, shopify_locations p
    where l.tenant_id = ${tenantId} and l.held <> 0
      and v.tenant_id = ${tenantId} and v.item_id = l.item_id and v.gone_at is null
      and p.tenant_id = ${tenantId} and p.id = l.location_id and p.branch_id is not null
      and l.held <> ${heldOf(tenantId)}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Notes that levels were looked at and have nothing to tell. */
export async function cleanLevels(tx: Tx, tenantId: string, keys: readonly LevelKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    update shopify_levels set dirty = false, counted = false
    where tenant_id = ${tenantId} and (item_id, location_id) in (
      select item, location
      from unnest(${keys.map((key) => key.itemId)}::text[], ${keys.map((key) => key.locationId)}::text[])
        as asked(item, location))`.execute(tx)
}

/** Gives levels to a send: until it is answered they are neither read nor told. */
export async function lendLevels(
  tx: Tx,
  tenantId: string,
  sendId: string,
  keys: readonly LevelKey[],
): Promise<void> {
  await sql`
    update shopify_levels set send_id = ${sendId}, dirty = false
    where tenant_id = ${tenantId} and (item_id, location_id) in (
      select item, location
      from unnest(${keys.map((key) => key.itemId)}::text[], ${keys.map((key) => key.locationId)}::text[])
        as asked(item, location))`.execute(tx)
}

/** What became of a level that was sent. */
export type LevelBack = LevelKey & {
  /** What is available there is another by so much. */
  moved: number
  /** To be told anew, or read first. */
  dirty: boolean
  hinted: boolean
  isStocked: boolean
  /** Whether a recount among it is told now. */
  isTold: boolean
  refused: object | null
}

/** Takes the levels of a send back, with what became of them. */
export async function takeLevelsBack(
  tx: Tx,
  tenantId: string,
  sendId: string,
  levels: readonly LevelBack[],
): Promise<void> {
  await sql`
    update shopify_levels l set send_id = null, known = l.known + b.moved, dirty = l.dirty or b.dirty,
      hinted = l.hinted or b.hinted, is_stocked = b."isStocked", counted = l.counted and not b."isTold",
      refused = b.refused
    from jsonb_to_recordset(${JSON.stringify(levels)}) as b(
      "itemId" text, "locationId" text, moved integer, dirty boolean, hinted boolean, "isStocked" boolean,
      "isTold" boolean, refused jsonb)
    where l.tenant_id = ${tenantId} and l.send_id = ${sendId} and l.item_id = b."itemId"
      and l.location_id = b."locationId"`.execute(tx)
}

/** Forgets what is known of every level: each is met for the first time again, and this side's figure stands. */
export async function forgetLevels(tx: Tx, tenantId: string, opening: 'shopify' | 'omnisync'): Promise<void> {
  await sql`
    update shopify_levels set known = null, hinted = true, dirty = true, counted = true, held = 0,
      opening = ${opening}, send_id = null, refused = null
    where tenant_id = ${tenantId}`.execute(tx)
}

/**
 * Forgets what is known of some levels: they are met anew, and our figures stand. What is available there may be another
 * for a reason that nobody tells.
 */
export async function meetAnew(tx: Tx, tenantId: string, keys: readonly LevelKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    update shopify_levels set known = null, hinted = true, dirty = true, opening = 'omnisync'
    where tenant_id = ${tenantId} and known is not null and (item_id, location_id) in (
      select item, location
      from unnest(${keys.map((key) => key.itemId)}::text[], ${keys.map((key) => key.locationId)}::text[])
        as asked(item, location))`.execute(tx)
}

/** What is known of the levels that a send has. */
export async function levelsOfSend(
  tx: Tx,
  tenantId: string,
  sendId: string,
): Promise<(LevelKey & { known: number | null })[]> {
  const { rows } = await sql<LevelKey & { known: number | null }>`
    select item_id as "itemId", location_id as "locationId", known from shopify_levels
    where tenant_id = ${tenantId} and send_id = ${sendId}
    order by item_id, location_id`.execute(tx)
  return rows
}
