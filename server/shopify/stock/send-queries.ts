import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** A level in a send: by how much it is to be another, and from what it was reckoned. */
export type SentLevel = { itemId: string; locationId: string; delta: number; from: number }

/** Pieces of a line that an order gives up. */
export type SentPieces = { lineId: string; quantity: number; locationId: string }

/** What is told to Shopify, by kind. */
export type Payload =
  | { kind: 'adjust' | 'set' | 'activate'; levels: SentLevel[] }
  | { kind: 'cancel'; orderId: string; note: string }
  /** `input` is settled before the first attempt: a repeat has to be the very same. `refundId` is what came of it. */
  | {
      kind: 'refund'
      orderId: string
      pieces: SentPieces[]
      amount: number
      note: string
      input?: Record<string, unknown>
      refundId?: string
      /** Counts the keys: one that was refused is spent. */
      round?: number
    }

/** `isRefused`: Shopify said no, so that nothing was done; else it is not known. */
export type SendFault = { code: string; message: string; isRefused?: boolean }

export type Send = {
  id: string
  /** Our document that it is about, where it is about one. */
  subjectId: string | null
  payload: Payload
  state: 'waiting' | 'dead' | 'done'
  attempts: number
  firstTriedAt: Date | null
  fault: SendFault | null
}

const columns = sql`id, subject_id as "subjectId", payload, state, attempts, first_tried_at as "firstTriedAt", fault`

/** What waits to be told and is due, the oldest first. */
export async function dueSends(tx: Tx, tenantId: string, now: Date, limit: number): Promise<Send[]> {
  const { rows } = await sql<Send>`
    select ${columns} from shopify_sends
    where tenant_id = ${tenantId} and state = 'waiting' and (next_try_at is null or next_try_at <= ${now})
      and kind = any (${KINDS}::text[])
    order by created_at, id
    limit ${limit}`.execute(tx)
  return rows
}

/** What this lane tells: the catalogue's sends are its own. */
const KINDS = ['adjust', 'set', 'activate', 'cancel', 'refund']

/** Locks one send. */
export async function lockSend(tx: Tx, tenantId: string, id: string): Promise<Send | undefined> {
  const { rows } = await sql<Send>`
    select ${columns} from shopify_sends
    where tenant_id = ${tenantId} and id = ${id}
    for no key update`.execute(tx)
  return rows[0]
}

/** Writes what is to be told; one that is there already stands. */
export async function insertSend(
  tx: Tx,
  tenantId: string,
  { id, subjectId, payload }: Pick<Send, 'id' | 'subjectId' | 'payload'>,
  at: Date,
): Promise<void> {
  await sql`
    insert into shopify_sends (tenant_id, id, kind, subject_id, payload, state, attempts, created_at)
    values (${tenantId}, ${id}, ${payload.kind}, ${subjectId}, ${JSON.stringify(payload)}, 'waiting', 0, ${at})
    on conflict (tenant_id, id) do nothing`.execute(tx)
}

/**
 * Notes that a send is about to be tried for the first time, with what it says then.
 *
 * @returns what it says: what is kept, where another pass began it already, since a key goes with one saying
 */
export async function beginSend<Said extends Payload>(
  tx: Tx,
  tenantId: string,
  { id, payload }: { id: string; payload: Said },
  at: Date,
): Promise<Said> {
  const { rows } = await sql<{ payload: Said }>`
    update shopify_sends set first_tried_at = coalesce(first_tried_at, ${at}),
      payload = case when first_tried_at is null then ${JSON.stringify(payload)}::jsonb else payload end
    where tenant_id = ${tenantId} and id = ${id}
    returning payload`.execute(tx)
  return rows[0]?.payload ?? payload
}

/** Notes that a send came to nothing that is known, and when it is tried again, if it is. */
export async function putOffSend(
  tx: Tx,
  tenantId: string,
  id: string,
  again: { attempts: number; nextTryAt: Date | null; fault: SendFault },
): Promise<void> {
  await sql`
    update shopify_sends set attempts = ${again.attempts}, next_try_at = ${again.nextTryAt},
      state = ${again.nextTryAt === null ? 'dead' : 'waiting'}, fault = ${JSON.stringify(again.fault)}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** Ends a send: what it was about is settled, one way or the other. */
export async function endSend(
  tx: Tx,
  tenantId: string,
  { id, payload }: Pick<Send, 'id' | 'payload'>,
  fault: SendFault | null,
  at: Date,
): Promise<void> {
  await sql`
    update shopify_sends set state = 'done', payload = ${JSON.stringify(payload)}, next_try_at = null,
      fault = ${fault === null ? null : JSON.stringify(fault)}, ended_at = ${at}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/**
 * Lets a dead send be tried again at once.
 *
 * @param isAnew under another key, and as things are now
 */
export async function reviveSend(
  tx: Tx,
  tenantId: string,
  { id, payload }: Pick<Send, 'id' | 'payload'>,
  isAnew: boolean,
): Promise<void> {
  const { input, ...rest } = payload.kind === 'refund' ? payload : { ...payload, input: undefined }
  const anew = rest.kind === 'refund' ? { ...rest, round: (rest.round ?? 0) + 1 } : rest
  await sql`
    update shopify_sends set state = 'waiting', attempts = 0, next_try_at = null,
      payload = ${JSON.stringify(isAnew ? anew : payload)},
      first_tried_at = case when ${isAnew} then null else first_tried_at end
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** Forgets what was to be told of levels: each is met anew. */
export async function dropLevelSends(tx: Tx, tenantId: string, fault: SendFault, at: Date): Promise<void> {
  await sql`
    update shopify_sends set state = 'done', fault = ${JSON.stringify(fault)}, ended_at = ${at}
    where tenant_id = ${tenantId} and state <> 'done' and kind in ('adjust', 'set', 'activate')`.execute(tx)
}

/** The refunds of orders that we told Shopify of ourselves: its id for each, and our document. */
export async function linkedRefunds(
  tx: Tx,
  tenantId: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await sql<{ refundId: string; documentId: string }>`
    select payload ->> 'refundId' as "refundId", subject_id as "documentId" from shopify_sends
    where tenant_id = ${tenantId} and kind = 'refund' and payload ? 'refundId'
      and payload ->> 'orderId' = any (${[...orderIds]}::text[])`.execute(tx)
  return new Map(rows.map(({ refundId, documentId }) => [refundId, documentId]))
}

/** Whether a refund of ours is on its way to an order: what Shopify says of its refunds may be that one. */
export async function isRefundUnderWay(tx: Tx, tenantId: string, orderId: string): Promise<boolean> {
  const { rows } = await sql`
    select from shopify_sends
    where tenant_id = ${tenantId} and state <> 'done' and kind = 'refund' and payload ->> 'orderId' = ${orderId}
    limit 1`.execute(tx)
  return rows.length > 0
}
