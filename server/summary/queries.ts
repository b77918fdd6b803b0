import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { SummaryLanguage, SummaryMail, Telling } from '../../shared/summary/week-summary.ts'
import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Week } from './week-of.ts'

export type Tellings = Partial<Record<SummaryLanguage, Telling>>

export type TenantWeek = { tenantId: string; timeZone: string; createdAt: Date; made: string | null }

/** Every business with the last week that was told of. */
export async function weeksOfTenants(nobody: Kysely<Schema>): Promise<TenantWeek[]> {
  const { rows } = await sql<TenantWeek>`
    select tenant_id as "tenantId", time_zone as "timeZone", created_at as "createdAt",
      to_char(made, 'YYYY-MM-DD') as made
    from weeks_of_tenants()`.execute(nobody)
  return rows
}

/** Businesses with mails that are to be tried by now. */
export async function tenantsWithMail(nobody: Kysely<Schema>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select tenants_with_summary_mail(${now}) as id`.execute(nobody)
  return rows.map(({ id }) => id)
}

export type BusinessFacts = { name: string; timeZone: string; createdAt: Date }

export async function businessOf(db: Kysely<Schema>, tenantId: string): Promise<BusinessFacts> {
  return db
    .selectFrom('tenants')
    .select(['name', 'time_zone as timeZone', 'created_at as createdAt'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow()
}

/** Takes a week in hand: false where it was told of already and is not to be `again`, or another worker has it in hand. */
export async function claimWeek(
  tx: Tx,
  tenantId: string,
  week: Week,
  claim: { id: string; now: Date; until: Date; askedBy: string | null; again: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into summaries as s (tenant_id, week, starts_at, ends_at, claim_id, claimed_until, asked_by)
    values (${tenantId}, ${week.name}, ${new Date(week.from)}, ${new Date(week.to)}, ${claim.id}, ${claim.until},
      ${claim.askedBy})
    on conflict (tenant_id, week) do update
    set claim_id = excluded.claim_id, claimed_until = excluded.claimed_until, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at
    where (s.made_at is null or ${claim.again}) and (s.claimed_until is null or s.claimed_until <= ${claim.now})
    returning s.week`.execute(tx)
  return rows.length > 0
}

/** Lets go of a week that was not told of after all. */
export async function releaseWeek(tx: Tx, tenantId: string, week: string, claimId: string): Promise<void> {
  await sql`
    update summaries set claimed_until = null
    where tenant_id = ${tenantId} and week = ${week} and claim_id = ${claimId}`.execute(tx)
}

/** Writes a summary down; false where another worker took the week over meanwhile. */
export async function writeSummary(
  tx: Tx,
  tenantId: string,
  week: string,
  made: { claimId: string; at: Date; statistics: WeekStatistics; tellings: Tellings },
): Promise<boolean> {
  const { rows } = await sql`
    update summaries
    set made_at = ${made.at}, statistics = ${JSON.stringify(made.statistics)},
      tellings = ${JSON.stringify(made.tellings)}, claimed_until = null
    where tenant_id = ${tenantId} and week = ${week} and claim_id = ${made.claimId}
    returning week`.execute(tx)
  return rows.length > 0
}

/** Of a user `u` with settings `a`, where they have any: whether the week is mailed to them. */
const isReader = sql`u.role = 'ADMIN' and u.disabled_at is null and coalesce(a.summary_mail, true)`

export type Reader = { userId: string; address: string; language: SummaryLanguage }

/** The admins who want the week by mail: all of them who did not say otherwise. */
export async function readersOf(db: Kysely<Schema>, tenantId: string): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select u.id as "userId", u.email as address, coalesce(a.language, 'en') as language
    from users u
    left join account_settings a on a.tenant_id = u.tenant_id and a.user_id = u.id
    where u.tenant_id = ${tenantId} and ${isReader}
    order by u.created_at, u.id`.execute(db)
  return rows
}

/** Leaves a mail for each of its readers; one that is there already stays as it is. */
export async function insertMails(
  tx: Tx,
  tenantId: string,
  week: string,
  readers: readonly (Reader & { id: string })[],
  dueAt: Date,
): Promise<void> {
  await sql`
    insert into summary_mails (tenant_id, week, user_id, id, address, language, state, due_at)
    select ${tenantId}, ${week}, r."userId", r.id, r.address, r.language, 'waiting', ${dueAt}
    from json_to_recordset(${JSON.stringify(readers)}) as r ("userId" uuid, id uuid, address text, language text)
    on conflict do nothing`.execute(tx)
}

export type ClaimedMail = {
  week: string
  userId: string
  id: string
  address: string
  language: SummaryLanguage
  attempts: number
}

/** Drops mails that are due to people who are no readers any more: switched off, no admin now, or tired of it. */
export async function dropMails(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await sql`
    update summary_mails m set state = 'dropped', due_at = ${now}, ended_at = ${now}, fault = null
    where m.tenant_id = ${tenantId} and m.state = 'waiting' and m.due_at <= ${now} and not exists (
      select from users u
      left join account_settings a on a.tenant_id = u.tenant_id and a.user_id = u.id
      where u.tenant_id = m.tenant_id and u.id = m.user_id and ${isReader})`.execute(tx)
}

/**
 * Takes the next mail in hand that is due, until a moment after which another may; undefined where none is. It goes to
 * the address that its reader has by now.
 */
export async function claimMail(
  tx: Tx,
  tenantId: string,
  now: Date,
  until: Date,
): Promise<ClaimedMail | undefined> {
  const { rows } = await sql<ClaimedMail>`
    update summary_mails m set attempts = m.attempts + 1, due_at = ${until}, address = u.email
    from users u
    where u.tenant_id = m.tenant_id and u.id = m.user_id and (m.tenant_id, m.week, m.user_id) = (
      select tenant_id, week, user_id from summary_mails
      where tenant_id = ${tenantId} and state = 'waiting' and due_at <= ${now}
      order by due_at, user_id limit 1 for update skip locked)
    returning to_char(m.week, 'YYYY-MM-DD') as week, m.user_id as "userId", m.id, m.address, m.language, m.attempts`.execute(
    tx,
  )
  return rows[0]
}

/** How a try ended; nothing where another worker has taken the mail over meanwhile. */
export async function endTry(
  tx: Tx,
  tenantId: string,
  mail: ClaimedMail,
  end: { state: 'waiting' | 'sent' | 'failed'; dueAt: Date; endedAt: Date | null; fault: string | null },
): Promise<void> {
  await sql`
    update summary_mails
    set state = ${end.state}, due_at = ${end.dueAt}, ended_at = ${end.endedAt}, fault = ${end.fault}
    where tenant_id = ${tenantId} and week = ${mail.week} and user_id = ${mail.userId} and state = 'waiting'
      and attempts = ${mail.attempts}`.execute(tx)
}

/** Has failed mails of a week tried anew; gives how many there were. */
export async function reviveMails(tx: Tx, tenantId: string, week: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update summary_mails set state = 'waiting', attempts = 0, due_at = ${now}, ended_at = null
    where tenant_id = ${tenantId} and week = ${week} and state = 'failed'`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

export type SummaryRow = {
  week: string
  from: Date
  to: Date
  madeAt: Date
  statistics: WeekStatistics
  tellings: Tellings
}

/** A summary that was made. */
export async function summaryOf(
  db: Kysely<Schema>,
  tenantId: string,
  week: string,
): Promise<SummaryRow | undefined> {
  const { rows } = await sql<SummaryRow>`
    select to_char(week, 'YYYY-MM-DD') as week, starts_at as "from", ends_at as "to", made_at as "madeAt",
      statistics, tellings
    from summaries
    where tenant_id = ${tenantId} and week = ${week} and made_at is not null`.execute(db)
  return rows[0]
}

export async function mailsOf(
  db: Kysely<Schema>,
  tenantId: string,
  week: string,
): Promise<(Omit<SummaryMail, 'at'> & { at: Date })[]> {
  const { rows } = await sql<Omit<SummaryMail, 'at'> & { at: Date }>`
    select m.user_id as "userId", u.name, m.address, m.state, m.attempts, coalesce(m.ended_at, m.due_at) as at, m.fault
    from summary_mails m
    join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${tenantId} and m.week = ${week}
    order by u.name, u.id`.execute(db)
  return rows
}

export type ShortRow = {
  week: string
  to: Date
  madeAt: Date
  tellings: Tellings
  total: number
  sales: number
  currency: string
}

/** The weeks that were told of, the newest first. */
export async function newestWeeks(db: Kysely<Schema>, tenantId: string, most: number): Promise<ShortRow[]> {
  const { rows } = await sql<ShortRow>`
    select to_char(week, 'YYYY-MM-DD') as week, ends_at as "to", made_at as "madeAt", tellings,
      (statistics #>> '{sold,total}')::bigint as total, (statistics #>> '{sold,sales}')::integer as sales,
      statistics ->> 'currency' as currency
    from summaries
    where tenant_id = ${tenantId} and made_at is not null
    order by week desc limit ${most}`.execute(db)
  return rows
}

/** Whether a week is told of, or a worker has it in hand. */
export async function stateOfWeek(
  db: Kysely<Schema>,
  tenantId: string,
  week: string,
  now: Date,
): Promise<'made' | 'making' | 'missing'> {
  const { rows } = await sql<{ state: 'made' | 'making' | 'missing' }>`
    select case when claimed_until > ${now} then 'making' when made_at is not null then 'made' else 'missing' end as state
    from summaries where tenant_id = ${tenantId} and week = ${week}`.execute(db)
  return rows[0]?.state ?? 'missing'
}

/** Whether somebody wants the week by mail; null where they did not say. */
export async function mailChoice(
  db: Kysely<Schema>,
  tenantId: string,
  userId: string,
): Promise<boolean | null> {
  const row = await db
    .selectFrom('account_settings')
    .select('summary_mail as wanted')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.wanted ?? null
}

export async function writeMailChoice(
  tx: Tx,
  tenantId: string,
  userId: string,
  wanted: boolean,
): Promise<void> {
  await sql`
    insert into account_settings (tenant_id, user_id, summary_mail) values (${tenantId}, ${userId}, ${wanted})
    on conflict (tenant_id, user_id) do update set summary_mail = excluded.summary_mail`.execute(tx)
}

export type MailFacts = { failed: number; since: Date | null }

/** Mails that were given up, and since when. */
export async function failedMails(db: Kysely<Schema>, tenantId: string): Promise<MailFacts> {
  const { rows } = await sql<MailFacts>`
    select count(*)::integer as failed, min(ended_at) as since
    from summary_mails where tenant_id = ${tenantId} and state = 'failed'`.execute(db)
  return rows[0] as MailFacts
}
