import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Watched } from '../../shared/alerts/decide-crossings.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { isKept, lowThreshold } from '../inventory/reorder-point.ts'
import type { ChannelName } from './channel.ts'
import type { Digest, LowItem } from './digest.ts'

/** Stands for the shop where a mark says whose threshold it is of. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Up to where one chunk of the log reaches: not further than the last of `limit` levels. */
export async function endOfChunk(
  tx: Tx,
  tenantId: string,
  after: number,
  limit: number,
): Promise<number | null> {
  const { rows } = await sql<{ seq: number }>`
    select seq from stock_levels where tenant_id = ${tenantId} and seq > ${after}
    order by seq offset ${limit - 1} limit 1`.execute(tx)
  return rows[0]?.seq ?? null
}

/**
 * The levels that changed within a part of the log, each beside every threshold that is set for it: the shop's, by the
 * one rule of what is low, and those of people who may see the branch. Whether it has been above since it was
 * last seen low the ledger says, so that a crossing between two looks is not missed, and a threshold that was moved is none.
 *
 * @param looked every change up to this position has been looked at before
 */
export async function watchedLevels(
  tx: Tx,
  tenantId: string,
  part: { after: number; upTo: number; looked: number },
): Promise<Watched[]> {
  const { after, upTo, looked } = part
  const { rows } = await sql<Watched>`
    with changed as materialized (
      select l.branch_id, l.product_id, l.on_hand, l.seq,
        ${lowThreshold} as threshold
      from stock_levels l
      join branches b on b.tenant_id = ${tenantId} and b.id = l.branch_id
      join products p on p.tenant_id = ${tenantId} and p.id = l.product_id
      where l.tenant_id = ${tenantId} and l.seq > ${after} and l.seq <= ${upTo} and ${isKept}
    ), watched as (
      select c.branch_id, c.product_id, c.on_hand, c.seq, c.threshold, ${NOBODY}::uuid as user_id from changed c
      union all
      select c.branch_id, c.product_id, c.on_hand, c.seq, a.threshold, a.user_id
      from changed c
      join stock_alerts a on a.tenant_id = ${tenantId} and a.product_id = c.product_id
      join users u on u.tenant_id = ${tenantId} and u.id = a.user_id
      where u.disabled_at is null and (u.role <> 'STAFF' or u.branch_id = c.branch_id)
    )
    select w.product_id as "productId", w.branch_id as "branchId", nullif(w.user_id, ${NOBODY}::uuid) as "userId",
      w.on_hand as "onHand", w.threshold, w.seq, m.seq as "markedAt",
      case when w.on_hand > w.threshold then true else exists (
        select from stock_movements v
        where v.tenant_id = ${tenantId} and v.product_id = w.product_id and v.branch_id = w.branch_id
          and v.seq > greatest(m.seq, ${looked}::bigint) and v.seq <= w.seq
          and v.balance - v.delta > w.threshold) end as "hasBeenAbove"
    from watched w
    left join low_marks m on m.tenant_id = ${tenantId} and m.product_id = w.product_id
      and m.branch_id = w.branch_id and m.user_id = w.user_id
    order by w.seq, w.user_id`.execute(tx)
  return rows
}

/** Remembers levels as low by the positions they are at. */
export async function markLow(tx: Tx, tenantId: string, low: readonly Watched[]): Promise<void> {
  if (low.length === 0) return
  await sql`
    insert into low_marks (tenant_id, product_id, branch_id, user_id, seq)
    select ${tenantId}, product, branch, person, seq
    from unnest(${low.map((one) => one.productId)}::uuid[], ${low.map((one) => one.branchId)}::uuid[],
      ${low.map((one) => one.userId ?? NOBODY)}::uuid[], ${low.map((one) => one.seq)}::bigint[])
      as low(product, branch, person, seq)
    on conflict (tenant_id, product_id, branch_id, user_id) do update set seq = excluded.seq`.execute(tx)
}

/** Forgets that levels were low: their next crossing is news. */
export async function unmark(tx: Tx, tenantId: string, above: readonly Watched[]): Promise<void> {
  if (above.length === 0) return
  await sql`
    delete from low_marks m
    using unnest(${above.map((one) => one.productId)}::uuid[], ${above.map((one) => one.branchId)}::uuid[],
      ${above.map((one) => one.userId ?? NOBODY)}::uuid[]) as gone(product, branch, person)
    where m.tenant_id = ${tenantId} and m.product_id = gone.product and m.branch_id = gone.branch
      and m.user_id = gone.person`.execute(tx)
}

/** Who has a threshold of their own for which of these products. */
export async function ownersOf(
  tx: Tx,
  tenantId: string,
  productIds: readonly string[],
): Promise<{ userId: string; productId: string }[]> {
  const { rows } = await sql<{ userId: string; productId: string }>`
    select user_id as "userId", product_id as "productId" from stock_alerts
    where tenant_id = ${tenantId} and product_id = any (${[...productIds]}::uuid[])`.execute(tx)
  return rows
}

/** The message to somebody by a way that still gathers, locked; undefined where a new one must begin. */
export async function gatheringNotice(
  tx: Tx,
  tenantId: string,
  userId: string,
  channel: ChannelName,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from notices
    where tenant_id = ${tenantId} and user_id = ${userId} and channel = ${channel} and state = 'gathering'
    for update skip locked`.execute(tx)
  return rows[0]?.id
}

/** Begins a message: due after `gatherMs`, and not sooner than `apartMs` behind the one before. */
export async function insertNotice(
  tx: Tx,
  tenantId: string,
  notice: { id: string; userId: string; channel: ChannelName; now: Date; gatherMs: number; apartMs: number },
): Promise<void> {
  const { id, userId, channel, now, gatherMs, apartMs } = notice
  await sql`
    insert into notices (tenant_id, id, user_id, channel, state, due_at, created_at)
    select ${tenantId}, ${id}, ${userId}, ${channel}, 'gathering',
      greatest(${now}::timestamptz + ${gatherMs} * interval '1 millisecond',
        max(due_at) + ${apartMs} * interval '1 millisecond'), ${now}
    from notices
    where tenant_id = ${tenantId} and user_id = ${userId} and channel = ${channel}
      and created_at > ${now}::timestamptz - interval '1 hour'`.execute(tx)
}

/** Adds what came down to a message; what is in it already is told as it is now. */
export async function addItems(
  tx: Tx,
  tenantId: string,
  noticeId: string,
  items: readonly Watched[],
  now: Date,
): Promise<void> {
  await sql`
    insert into notice_items (tenant_id, notice_id, product_id, branch_id, on_hand, threshold, is_own, at)
    select ${tenantId}, ${noticeId}, product, branch, on_hand, threshold, is_own, ${now}
    from unnest(${items.map((one) => one.productId)}::uuid[], ${items.map((one) => one.branchId)}::uuid[],
      ${items.map((one) => one.onHand)}::integer[], ${items.map((one) => one.threshold)}::integer[],
      ${items.map((one) => one.userId !== null)}::boolean[]) as low(product, branch, on_hand, threshold, is_own)
    on conflict (tenant_id, notice_id, product_id, branch_id)
    do update set on_hand = excluded.on_hand, threshold = excluded.threshold, at = excluded.at`.execute(tx)
}

export type Claimed = { id: string; userId: string; channel: ChannelName; attempts: number }

/** Takes the message that is due longest into one worker's hands; undefined where none is due. */
export async function claimNotice(
  tx: Tx,
  tenantId: string,
  now: Date,
  until: Date,
): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update notices set state = 'sending', claimed_until = ${until}, attempts = attempts + 1
    where tenant_id = ${tenantId} and id = (
      select id from notices
      where tenant_id = ${tenantId} and (
        state in ('gathering', 'waiting') and due_at <= ${now} or state = 'sending' and claimed_until <= ${now})
      order by due_at limit 1 for update skip locked)
    returning id, user_id as "userId", channel, attempts`.execute(tx)
  return rows[0]
}

/** What a message tells, the emptiest first, at most `most`; beside each of them what holds of the whole. */
export async function itemsOf(
  db: Kysely<Schema>,
  tenantId: string,
  noticeId: string,
  most: number,
): Promise<(LowItem & Omit<Digest, 'id' | 'items'>)[]> {
  const { rows } = await sql<LowItem & Omit<Digest, 'id' | 'items'>>`
    select i.product_id as "productId", p.title, p.sku, b.name as "branchName", i.on_hand as "onHand", i.threshold,
      i.is_own as "isOwn", (count(*) over ())::integer as count, max(i.at) over () as at, t.name as business,
      t.time_zone as "timeZone"
    from notice_items i
    join products p on p.tenant_id = ${tenantId} and p.id = i.product_id
    join branches b on b.tenant_id = ${tenantId} and b.id = i.branch_id
    join tenants t on t.id = ${tenantId}
    where i.tenant_id = ${tenantId} and i.notice_id = ${noticeId}
    order by i.on_hand, p.title, b.name, i.product_id
    limit ${most}`.execute(db)
  return rows
}

/** Notes what became of a message; whoever lost the claim meanwhile says nothing. */
export async function endAttempt(
  tx: Tx,
  tenantId: string,
  claimed: Claimed,
  end: {
    state: 'sent' | 'failed' | 'dropped' | 'waiting'
    at: Date
    dueAt: Date | null
    fault: string | null
  },
): Promise<void> {
  await sql`
    update notices set state = ${end.state}, claimed_until = null, fault = ${end.fault},
      due_at = coalesce(${end.dueAt}, due_at), ended_at = ${end.state === 'waiting' ? null : end.at}
    where tenant_id = ${tenantId} and id = ${claimed.id} and state = 'sending' and attempts = ${claimed.attempts}`.execute(
    tx,
  )
}

/** When the next message is to go out; null where none waits. */
export async function nextDue(db: Kysely<Schema>, tenantId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(case state when 'sending' then claimed_until else due_at end) as at from notices
    where tenant_id = ${tenantId} and state in ('gathering', 'waiting', 'sending')`.execute(db)
  return rows[0]?.at ?? null
}

/** How many messages wait, and how many were given up since a moment with none sent the same way behind them. */
export async function noticeCounts(
  db: Kysely<Schema>,
  tenantId: string,
  since: Date,
): Promise<{ waiting: number; oldestAt: Date | null; failed: number; failedSince: Date | null }> {
  const { rows } = await sql<{
    waiting: number
    oldestAt: Date | null
    failed: number
    failedSince: Date | null
  }>`
    select open.waiting, open."oldestAt", given_up.failed, given_up."failedSince"
    from (
      select count(*)::integer as waiting, min(created_at) as "oldestAt" from notices
      where tenant_id = ${tenantId} and state in ('gathering', 'waiting', 'sending')
    ) open, (
      select count(*)::integer as failed, min(n.ended_at) as "failedSince" from notices n
      where n.tenant_id = ${tenantId} and n.state = 'failed' and n.ended_at > ${since} and not exists (
        select from notices later
        where later.tenant_id = ${tenantId} and later.user_id = n.user_id and later.channel = n.channel
          and later.state = 'sent' and later.ended_at > n.ended_at)
    ) given_up`.execute(db)
  return rows[0] ?? { waiting: 0, oldestAt: null, failed: 0, failedSince: null }
}

/** Deletes at most 500 messages that ended before a moment. How many there were. */
export async function deleteNotices(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from notices where tenant_id = ${tenantId} and id in (
      select id from notices where tenant_id = ${tenantId} and ended_at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Every business with messages that wait, asked through a door of its own. */
export async function tenantsWithNotices(nobody: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select tenants_with_notices() as id`.execute(nobody)
  return rows.map(({ id }) => id)
}

/** Every business there is. */
export async function everyTenant(nobody: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select tenant_ids() as id`.execute(nobody)
  return rows.map(({ id }) => id)
}
