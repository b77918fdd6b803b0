import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** How the one bot of the installation does. */
export type BotRow = {
  botId: number | null
  username: string | null
  nextUpdate: number
  nodeUntil: Date | null
  reachedAt: Date | null
  updateAt: Date | null
  failingSince: Date | null
  fault: string | null
}

const columns = sql`
  bot_id as "botId", username, next_update as "nextUpdate", node_until as "nodeUntil", reached_at as "reachedAt",
  update_at as "updateAt", failing_since as "failingSince", fault`

/** Undefined where there was never a bot. */
export async function botRow(db: Kysely<Schema>): Promise<BotRow | undefined> {
  const { rows } = await sql<BotRow>`select ${columns} from telegram_bot`.execute(db)
  return rows[0]
}

/**
 * Takes the turn to listen, or keeps it, until a moment: Telegram tells only one listener at a time. Undefined where
 * another node has it.
 */
export async function takeTurn(
  nobody: Kysely<Schema>,
  nodeId: string,
  now: Date,
  until: Date,
): Promise<BotRow | undefined> {
  const { rows } = await sql<BotRow>`
    insert into telegram_bot as b (node_id, node_until) values (${nodeId}, ${until})
    on conflict (only_row) do update set node_id = excluded.node_id, node_until = excluded.node_until
    where b.node_id = excluded.node_id or b.node_until is null or b.node_until <= ${now}
    returning ${columns}`.execute(nobody)
  return rows[0]
}

/** Leaves the turn to whoever asks next. */
export async function giveTurnBack(nobody: Kysely<Schema>, nodeId: string): Promise<void> {
  await sql`update telegram_bot set node_until = null where node_id = ${nodeId}`.execute(nobody)
}

/** Notes who the bot is. The updates of another bot are numbered anew. */
export async function noteBot(nobody: Kysely<Schema>, botId: number, username: string): Promise<void> {
  await sql`
    update telegram_bot set bot_id = ${botId}, username = ${username},
      next_update = case when bot_id = ${botId} then next_update else 0 end`.execute(nobody)
}

/** Notes that Telegram answered. */
export async function noteReached(nobody: Kysely<Schema>, now: Date): Promise<void> {
  await sql`
    update telegram_bot set reached_at = ${now}, failing_since = null, fault = null`.execute(nobody)
}

/** Notes that Telegram cannot be reached, or will not have us. */
export async function noteFailing(nobody: Kysely<Schema>, now: Date, fault: string): Promise<void> {
  await sql`
    update telegram_bot set failing_since = coalesce(failing_since, ${now}::timestamptz), fault = ${fault}`.execute(
    nobody,
  )
}

/** Notes that everything before an update is done with. */
export async function noteNextUpdate(nobody: Kysely<Schema>, nextUpdate: number, now: Date): Promise<void> {
  await sql`
    update telegram_bot set next_update = greatest(next_update, ${nextUpdate}), update_at = ${now}`.execute(
    nobody,
  )
}

/**
 * Takes up an update, unless it was taken up before: Telegram tells again what it is not sure to have told. One that
 * was begun and not ended for half a minute was left by a node that died.
 */
export async function takeUpdate(
  nobody: Kysely<Schema>,
  botId: number,
  id: number,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into telegram_updates as u (bot_id, id, at) values (${botId}, ${id}, ${now})
    on conflict (bot_id, id) do update set at = excluded.at
    where not u.is_done and u.at < ${now}::timestamptz - interval '30 seconds'
    returning id`.execute(nobody)
  return rows.length > 0
}

/** Notes that an update is done with, or, where it was not, that another attempt may begin at once. */
export async function endUpdate(
  nobody: Kysely<Schema>,
  botId: number,
  id: number,
  isDone: boolean,
): Promise<void> {
  await sql`
    update telegram_updates set is_done = ${isDone}, at = case when ${isDone} then at else at - interval '1 hour' end
    where bot_id = ${botId} and id = ${id}`.execute(nobody)
}

/** Deletes at most 500 updates that were taken up before a moment, and gives how many. */
export async function deleteUpdates(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from telegram_updates where (bot_id, id) in (
      select bot_id, id from telegram_updates where at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
