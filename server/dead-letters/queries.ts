import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

export type DeadLetterRow = {
  id: string
  collection: string
  documentId: string
  payload: unknown
  payloadHash: Buffer
  branchId: string | null
  deviceId: string | null
  userId: string | null
  code: string
  details: string
  receivedAt: string
}

/** Keeps letters; one whose very payload was refused before is not kept twice. Returns the codes of those that are new. */
export async function insertDeadLetters(
  tx: Tx,
  tenantId: string,
  letters: readonly DeadLetterRow[],
): Promise<string[]> {
  if (letters.length === 0) return []
  const inserted = await tx
    .insertInto('dead_letters')
    .values(
      letters.map((letter) => ({
        tenant_id: tenantId,
        id: letter.id,
        collection: letter.collection,
        document_id: letter.documentId,
        payload: JSON.stringify(letter.payload),
        payload_hash: letter.payloadHash,
        branch_id: letter.branchId,
        device_id: letter.deviceId,
        user_id: letter.userId,
        code: letter.code,
        details: letter.details,
        received_at: new Date(letter.receivedAt),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .execute()
  return inserted.map(({ code }) => code)
}

/** Why a document was refused: letters with one cause are looked at, and often mended, together. */
export type Cause = { collection: string; code: string }
export type DeadLetterPage = {
  after: { receivedAt: string; id: string } | null
  limit: number
  cause?: Partial<Cause>
}

export type StoredLetter = {
  id: string
  collection: string
  documentId: string
  payload: unknown
  branchId: string | null
  deviceId: string | null
  userId: string | null
  code: string
  details: string
  receivedAt: Date
  state: 'open' | 'replayed' | 'discarded'
  closedAt: Date | null
  closedBy: string | null
  closingReason: string | null
}

const columns = sql.raw(`id, collection, document_id as "documentId", payload, branch_id as "branchId",
  device_id as "deviceId", user_id as "userId", code, details, received_at as "receivedAt", state,
  closed_at as "closedAt", closed_by as "closedBy", closing_reason as "closingReason"`)

/** Open letters, oldest first, after a key; a page at most `limit` long. */
export async function openDeadLetters(
  tx: Tx,
  tenantId: string,
  { after, limit, cause }: DeadLetterPage,
): Promise<StoredLetter[]> {
  const { rows } = await sql<StoredLetter>`
    select ${columns} from dead_letters
    where tenant_id = ${tenantId} and state = 'open' ${ofCause(cause)}
      ${after ? sql`and (received_at, id) > (${after.receivedAt}::timestamptz, ${after.id}::uuid)` : sql``}
    order by received_at, id
    limit ${limit}`.execute(tx)
  return rows
}

function ofCause(cause: Partial<Cause> = {}) {
  return sql`
    ${cause.collection === undefined ? sql`` : sql`and collection = ${cause.collection}`}
    ${cause.code === undefined ? sql`` : sql`and code = ${cause.code}`}`
}

/** How many letters are open for each cause, the commonest first. */
export async function openCauses(
  tx: Tx,
  tenantId: string,
): Promise<(Cause & { count: number; oldest: Date; newest: Date })[]> {
  const { rows } = await sql<Cause & { count: number; oldest: Date; newest: Date }>`
    select collection, code, count(*) as count, min(received_at) as oldest, max(received_at) as newest
    from dead_letters
    where tenant_id = ${tenantId} and state = 'open'
    group by collection, code
    order by count desc, collection, code`.execute(tx)
  return rows
}

export async function letterById(tx: Tx, tenantId: string, id: string): Promise<StoredLetter | undefined> {
  const { rows } = await sql<StoredLetter>`
    select ${columns} from dead_letters where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  return rows[0]
}

/** Locks letters until the commit, open or not: two desks that decide on one meet one after the other. */
export async function lockLetters(tx: Tx, tenantId: string, ids: readonly string[]): Promise<StoredLetter[]> {
  const { rows } = await sql<StoredLetter>`
    select ${columns} from dead_letters
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by received_at, id
    for no key update`.execute(tx)
  return rows
}

/**
 * Ids of the open letters that hold a half of one of these transfers. Postgres only looks for the words: any operator
 * that reads into a payload fails for the whole tenant where a single one holds the character NUL or half a surrogate
 * pair, which letters may.
 */
export async function halvesOf(tx: Tx, tenantId: string, transferIds: readonly string[]): Promise<string[]> {
  if (transferIds.length === 0) return []
  const { rows } = await sql<{ id: string; payload: { transferId?: unknown } | null }>`
    select id, payload from dead_letters
    where tenant_id = ${tenantId} and state = 'open' and collection = 'stockMovements'
      and exists (
        select from unnest(${transferIds.map((id) => JSON.stringify(id))}::text[]) as named(transfer)
        where position(named.transfer in payload::text) > 0)`.execute(tx)
  const wanted = new Set<unknown>(transferIds)
  return rows.filter(({ payload }) => wanted.has(payload?.transferId)).map(({ id }) => id)
}

export type Closing = {
  id: string
  state: 'replayed' | 'discarded'
  at: string
  by: string
  reason: string | null
}

/** Writes how letters ended. */
export async function closeLetters(tx: Tx, tenantId: string, closings: readonly Closing[]): Promise<void> {
  if (closings.length === 0) return
  await sql`
    update dead_letters set state = c.state, closed_at = c.at, closed_by = c.by, closing_reason = c.reason
    from json_to_recordset(${JSON.stringify(closings)}) as c(
      id uuid, state text, at timestamptz, by uuid, reason text)
    where tenant_id = ${tenantId} and dead_letters.id = c.id`.execute(tx)
}

/** Writes the newest reason of letters that were sent again and refused again. */
export async function updateVerdicts(
  tx: Tx,
  tenantId: string,
  verdicts: readonly { id: string; code: string; details: string }[],
): Promise<void> {
  if (verdicts.length === 0) return
  await sql`
    update dead_letters set code = v.code, details = v.details
    from json_to_recordset(${JSON.stringify(verdicts)}) as v(id uuid, code text, details text)
    where tenant_id = ${tenantId} and dead_letters.id = v.id`.execute(tx)
}

export type LetterOf = {
  documentId: string
  payloadHash: Buffer
  deviceId: string | null
  userId: string | null
  code: string
  details: string
  state: StoredLetter['state']
}

/** The letters that were kept for these document ids, closed ones among them. */
export async function lettersFor(
  tx: Tx,
  tenantId: string,
  collection: string,
  documentIds: readonly string[],
): Promise<LetterOf[]> {
  const { rows } = await sql<LetterOf>`
    select document_id as "documentId", payload_hash as "payloadHash", device_id as "deviceId",
      user_id as "userId", code, details, state
    from dead_letters
    where tenant_id = ${tenantId} and collection = ${collection}
      and document_id = any (${[...documentIds]}::text[])`.execute(tx)
  return rows
}
