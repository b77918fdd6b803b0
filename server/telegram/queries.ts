import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { lowThreshold } from '../inventory/reorder-point.ts'
import { isOpen } from '../branches/open-ones.ts'

type Person = { tenantId: string; userId: string }

/** Whom a chat stands for, asked before it is known which business it belongs to. */
export async function personOfChat(nobody: Kysely<Schema>, chatId: number): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select tenant_id as "tenantId", user_id as "userId" from person_of_chat(${chatId})`.execute(nobody)
  return rows[0]
}

/** Whom a code was given to, whether it is still good or not. */
export async function personOfCode(nobody: Kysely<Schema>, hash: Buffer): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select tenant_id as "tenantId", user_id as "userId" from person_of_code(${hash})`.execute(nobody)
  return rows[0]
}

/** Somebody's code: the one before is good no more. */
export async function replaceCode(
  tx: Tx,
  { tenantId, userId }: Person,
  hash: Buffer,
  expiresAt: Date,
): Promise<void> {
  await sql`
    insert into telegram_codes (tenant_id, user_id, hash, expires_at)
    values (${tenantId}, ${userId}, ${hash}, ${expiresAt})
    on conflict (tenant_id, user_id) do update set hash = excluded.hash, expires_at = excluded.expires_at`.execute(
    tx,
  )
}

/** Uses a code up. Whether it was good. */
export async function useCode(tx: Tx, tenantId: string, hash: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{ isGood: boolean }>`
    delete from telegram_codes where tenant_id = ${tenantId} and hash = ${hash}
    returning expires_at > ${now} as "isGood"`.execute(tx)
  return rows[0]?.isGood ?? false
}

/** Takes back a code that was not used. */
export async function deleteCode(tx: Tx, { tenantId, userId }: Person): Promise<void> {
  await sql`delete from telegram_codes where tenant_id = ${tenantId} and user_id = ${userId}`.execute(tx)
}

export type Binding = { chatId: number; chatName: string; boundAt: Date; silentSince: Date | null }

/** The chat that stands for somebody. */
export async function bindingOf(
  db: Kysely<Schema>,
  { tenantId, userId }: Person,
): Promise<Binding | undefined> {
  const { rows } = await sql<Binding>`
    select chat_id as "chatId", chat_name as "chatName", bound_at as "boundAt", silent_since as "silentSince"
    from telegram_bindings where tenant_id = ${tenantId} and user_id = ${userId}`.execute(db)
  return rows[0]
}

/** Everybody of a business who has a chat that hears us. */
export async function boundPeople(tx: Tx, tenantId: string): Promise<Set<string>> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from telegram_bindings
    where tenant_id = ${tenantId} and silent_since is null`.execute(tx)
  return new Set(rows.map(({ userId }) => userId))
}

/** Lets a chat stand for somebody, in place of another one they had. */
export async function replaceBinding(
  tx: Tx,
  { tenantId, userId }: Person,
  chat: { id: number; name: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into telegram_bindings (tenant_id, user_id, chat_id, chat_name, bound_at)
    values (${tenantId}, ${userId}, ${chat.id}, ${chat.name}, ${now})
    on conflict (tenant_id, user_id) do update
    set chat_id = excluded.chat_id, chat_name = excluded.chat_name, bound_at = excluded.bound_at,
      silent_since = null`.execute(tx)
}

/** Whether there was one to delete. */
export async function deleteBinding(tx: Tx, { tenantId, userId }: Person): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from telegram_bindings where tenant_id = ${tenantId} and user_id = ${userId}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Notes whether somebody's chat hears us; null where it does. */
export async function noteSilence(tx: Tx, { tenantId, userId }: Person, since: Date | null): Promise<void> {
  await sql`
    update telegram_bindings set silent_since = ${since}
    where tenant_id = ${tenantId} and user_id = ${userId}
      and silent_since is null is distinct from ${since === null}`.execute(tx)
}

export type FoundProduct = { id: string; sku: string; title: string; price: number }

/** The product that goes by a SKU or barcode; of several the one that is sold now. */
export async function productByCode(
  db: Kysely<Schema>,
  tenantId: string,
  code: string,
): Promise<FoundProduct | undefined> {
  const { rows } = await sql<FoundProduct>`
    select id, sku, title, price from products
    where tenant_id = ${tenantId} and not deleted and (lower(sku) = lower(${code}) or barcode = ${code})
    order by status = 'active' desc, lower(sku) = lower(${code}) desc, sku limit 1`.execute(db)
  return rows[0]
}

/** Products in whose SKU or title each part is found, first those whose SKU or title is about so long. */
export async function productsWith(
  db: Kysely<Schema>,
  tenantId: string,
  parts: readonly string[],
  length: number,
  most: number,
): Promise<FoundProduct[]> {
  const patterns = parts.map((part) => `%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  const { rows } = await sql<FoundProduct>`
    select id, sku, title, price from products
    where tenant_id = ${tenantId} and not deleted and status = 'active'
      and sku || ' ' || title ilike all (${patterns}::text[])
    order by least(abs(length(sku) - ${length}::integer), abs(length(title) - ${length}::integer)), sku limit ${most}`.execute(
    db,
  )
  return rows
}

export type ShelfRow = {
  branchName: string
  onHand: number
  threshold: number
  daysRemaining: number | null
}

/** What is on the shelves of a product, of one branch or of all. */
export async function shelvesOf(
  db: Kysely<Schema>,
  tenantId: string,
  productId: string,
  branchId: string | null,
): Promise<ShelfRow[]> {
  const { rows } = await sql<ShelfRow>`
    select b.name as "branchName", coalesce(l.on_hand, 0) as "onHand", l.days_remaining as "daysRemaining",
      ${lowThreshold} as threshold
    from branches b
    left join stock_levels l on l.tenant_id = ${tenantId} and l.branch_id = b.id and l.product_id = ${productId}
      and not l.deleted
    where b.tenant_id = ${tenantId} and ${isOpen} ${branchId === null ? sql`` : sql`and b.id = ${branchId}`}
    order by b.name, b.id`.execute(db)
  return rows
}

/** The currency of a business and the name of a branch of it. */
export async function businessOf(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string | null,
): Promise<{ name: string; currency: string; branchName: string | null }> {
  const { rows } = await sql<{ name: string; currency: string; branchName: string | null }>`
    select t.name, t.currency, b.name as "branchName"
    from tenants t left join branches b on b.tenant_id = t.id and b.id = ${branchId}
    where t.id = ${tenantId}`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`there is no tenant ${tenantId}`)
  return row
}
