import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountChange } from '../../shared/account/settings.ts'
import type { SpokenLanguage } from '../../shared/account/settings.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Addressee } from './addressee.ts'

// Admins answer for the shelves of all branches and are mailed unless they say no. A chat is told unless its owner says
// no: whoever connects one wants to hear of something.
const addressee = sql`
  u.id as "userId", u.name, u.email, u.role, u.branch_id as "branchId", coalesce(s.language, 'en') as language,
  coalesce(s.low_stock_mail, u.role = 'ADMIN') as "lowStockMail",
  coalesce(s.low_stock_telegram, true) as "lowStockTelegram"`

/** Everybody whose account is on. */
export async function addressees(db: Kysely<Schema>, tenantId: string): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`
    select ${addressee}
    from users u left join account_settings s on s.tenant_id = u.tenant_id and s.user_id = u.id
    where u.tenant_id = ${tenantId} and u.disabled_at is null
    order by u.id`.execute(db)
  return rows
}

/** One whose account is on; undefined where there is none. */
export async function addresseeById(
  db: Kysely<Schema>,
  tenantId: string,
  userId: string,
): Promise<Addressee | undefined> {
  const { rows } = await sql<Addressee>`
    select ${addressee}
    from users u left join account_settings s on s.tenant_id = u.tenant_id and s.user_id = u.id
    where u.tenant_id = ${tenantId} and u.id = ${userId} and u.disabled_at is null`.execute(db)
  return rows[0]
}

/** The language that somebody chose; null where they have not. */
export async function chosenLanguage(
  db: Kysely<Schema>,
  tenantId: string,
  userId: string,
): Promise<SpokenLanguage | null> {
  const { rows } = await sql<{ language: SpokenLanguage | null }>`
    select language from account_settings where tenant_id = ${tenantId} and user_id = ${userId}`.execute(db)
  return rows[0]?.language ?? null
}

export async function keepSettings(
  tx: Tx,
  tenantId: string,
  userId: string,
  { language = null, lowStockMail = null, lowStockTelegram = null }: Partial<Nullable<AccountChange>>,
): Promise<void> {
  await sql`
    insert into account_settings as s (tenant_id, user_id, language, low_stock_mail, low_stock_telegram)
    values (${tenantId}, ${userId}, ${language}, ${lowStockMail}, ${lowStockTelegram})
    on conflict (tenant_id, user_id) do update set
      language = coalesce(excluded.language, s.language),
      low_stock_mail = coalesce(excluded.low_stock_mail, s.low_stock_mail),
      low_stock_telegram = coalesce(excluded.low_stock_telegram, s.low_stock_telegram)`.execute(tx)
}

type Nullable<T> = { [Name in keyof T]: T[Name] | null }
