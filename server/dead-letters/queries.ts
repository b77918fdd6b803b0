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

export type DeadLetterPage = { after: { receivedAt: string; id: string } | null; limit: number }

/** Open letters, oldest first, after a key; a page at most `limit` long. */
export async function openDeadLetters(tx: Tx, tenantId: string, page: DeadLetterPage) {
  const after = page.after
    ? sql`and (received_at, id) > (${page.after.receivedAt}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<{
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
  }>`
    select id, collection, document_id as "documentId", payload, branch_id as "branchId", device_id as "deviceId",
      user_id as "userId", code, details, received_at as "receivedAt"
    from dead_letters
    where tenant_id = ${tenantId} and state = 'open' ${after}
    order by received_at, id
    limit ${page.limit}`.execute(tx)
  return rows
}

export type OpenLetter = {
  documentId: string
  payloadHash: Buffer
  deviceId: string | null
  userId: string | null
  code: string
  details: string
}

/** Open letters that were kept for these document ids. */
export async function openLettersFor(
  tx: Tx,
  tenantId: string,
  collection: string,
  documentIds: readonly string[],
): Promise<OpenLetter[]> {
  const { rows } = await sql<OpenLetter>`
    select document_id as "documentId", payload_hash as "payloadHash", device_id as "deviceId",
      user_id as "userId", code, details
    from dead_letters
    where tenant_id = ${tenantId} and collection = ${collection} and document_id = any (${[...documentIds]}::text[])
      and state = 'open'`.execute(tx)
  return rows
}
