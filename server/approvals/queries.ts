import { sql } from 'kysely'
import type { AskBody } from '../../shared/approvals/ask.ts'
import type { Tx } from '../database/database.ts'

export type AskedRow = {
  id: string
  kind: AskBody['kind']
  state: 'open' | 'approved' | 'refused' | 'withdrawn'
  branchId: string
  deviceId: string
  laneCode: string
  cashierId: string
  cashierName: string
  what: string
  before: number | string
  after: number | string
  currency: string
  reason: string
  askedAt: Date
  answeredAt: Date | null
  answeredBy: string | null
  answeredByName: string | null
  answerReason: string | null
  usedFor: string | null
}

const columns = sql`
  r.id, r.kind, r.state, r.branch_id as "branchId", r.device_id as "deviceId", b.code || '-' || d.code as "laneCode",
  r.cashier_id as "cashierId", c.name as "cashierName", r.what, r.before, r.after, r.currency, r.reason,
  r.asked_at as "askedAt", r.answered_at as "answeredAt", r.answered_by as "answeredBy",
  m.name as "answeredByName", r.answer_reason as "answerReason", r.used_for as "usedFor"`

const named = sql`
  approval_requests r
  join branches b on b.tenant_id = r.tenant_id and b.id = r.branch_id
  join devices d on d.tenant_id = r.tenant_id and d.id = r.device_id
  join users c on c.tenant_id = r.tenant_id and c.id = r.cashier_id
  left join users m on m.tenant_id = r.tenant_id and m.id = r.answered_by`

/** Requests that wait since a moment, oldest first. */
export async function openAsked(tx: Tx, tenantId: string, since: Date, limit: number): Promise<AskedRow[]> {
  const { rows } = await sql<AskedRow>`
    select ${columns} from ${named}
    where r.tenant_id = ${tenantId} and r.state = 'open' and r.asked_at > ${since}
    order by r.asked_at, r.id
    limit ${limit}`.execute(tx)
  return rows
}

/** Requests that need nobody any more, newest first. */
export async function pastAsked(tx: Tx, tenantId: string, since: Date, limit: number): Promise<AskedRow[]> {
  const { rows } = await sql<AskedRow>`
    select ${columns} from ${named}
    where r.tenant_id = ${tenantId} and (r.state <> 'open' or r.asked_at <= ${since})
    order by r.asked_at desc, r.id desc
    limit ${limit}`.execute(tx)
  return rows
}

export async function askedById(tx: Tx, tenantId: string, id: string): Promise<AskedRow | undefined> {
  const { rows } = await sql<AskedRow>`
    select ${columns} from ${named} where r.tenant_id = ${tenantId} and r.id = ${id}`.execute(tx)
  return rows[0]
}

export type LockedAsked = Pick<
  AskedRow,
  'id' | 'kind' | 'state' | 'deviceId' | 'before' | 'after' | 'answeredBy' | 'askedAt' | 'usedFor'
> & { branchId: string; details: Record<string, unknown> }

/** Locks requests in the order of their ids: two nodes must not let one word count twice. */
export async function lockAsked(tx: Tx, tenantId: string, ids: readonly string[]): Promise<LockedAsked[]> {
  const { rows } = await sql<LockedAsked>`
    select id, kind, state, branch_id as "branchId", device_id as "deviceId", before, after, details,
      answered_by as "answeredBy", asked_at as "askedAt", used_for as "usedFor"
    from approval_requests
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows
}

export async function insertAsked(
  tx: Tx,
  tenantId: string,
  asked: AskBody & { branchId: string; deviceId: string; askedAt: Date; seq: number },
): Promise<void> {
  const { before, after, details } = asked
  await tx
    .insertInto('approval_requests')
    .values({
      tenant_id: tenantId,
      id: asked.id,
      branch_id: asked.branchId,
      device_id: asked.deviceId,
      cashier_id: asked.cashierId,
      kind: asked.kind,
      what: asked.what,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      currency: asked.currency,
      reason: asked.reason,
      details: JSON.stringify(details),
      asked_at: asked.askedAt,
      seq: asked.seq,
    })
    .execute()
}

export type Ending = {
  state: 'approved' | 'refused' | 'withdrawn'
  answeredAt: Date
  answeredBy: string | null
  answerReason: string | null
  seq: number
}

export async function endAsked(tx: Tx, tenantId: string, id: string, ending: Ending): Promise<void> {
  await tx
    .updateTable('approval_requests')
    .set({
      state: ending.state,
      answered_at: ending.answeredAt,
      answered_by: ending.answeredBy,
      answer_reason: ending.answerReason,
      seq: ending.seq,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** Writes down what answers were used for. */
export async function markUsed(
  tx: Tx,
  tenantId: string,
  used: readonly { requestId: string; usedFor: string }[],
): Promise<void> {
  await sql`
    update approval_requests r set used_for = u."usedFor"
    from json_to_recordset(${JSON.stringify(used)}) as u("requestId" uuid, "usedFor" uuid)
    where r.tenant_id = ${tenantId} and r.id = u."requestId" and r.state = 'approved' and r.used_for is null`.execute(
    tx,
  )
}
