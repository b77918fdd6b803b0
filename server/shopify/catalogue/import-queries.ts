import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Tally } from './take-over.ts'

export type ImportKind = 'full' | 'changed' | 'bulk'

/** An import, as far as it got. */
export type Import = {
  id: string
  kind: ImportKind
  state: 'running' | 'done' | 'failed' | 'cancelled'
  /**
   * Of an import of what changed: since when. Of a whole one: when the shop last changed before it began, so that the
   * next one can begin there.
   */
  since: Date | null
  /** Behind the last product that was taken whole: Shopify's, or a number of lines of the file. */
  cursor: string | null
  doneOfNext: number
  /** So many variants are asked for with each product; null before the shop's size is known. */
  variantsEach: number | null
  bulkId: string | null
  attempts: number
}

const COLUMNS = sql`id, kind, state, since, cursor, done_of_next as "doneOfNext", variants_each as "variantsEach",
  bulk_id as "bulkId", attempts`

/** The import at work, where its next piece is due. */
export async function dueImport(tx: Tx, tenantId: string, at: string): Promise<Import | undefined> {
  const { rows } = await sql<Import>`
    select ${COLUMNS} from shopify_imports
    where tenant_id = ${tenantId} and state = 'running' and (next_try_at is null or next_try_at <= ${at})
    order by started_at
    limit 1`.execute(tx)
  return rows[0]
}

export async function lockImport(tx: Tx, tenantId: string, id: string): Promise<Import | undefined> {
  const { rows } = await sql<Import>`
    select ${COLUMNS} from shopify_imports where tenant_id = ${tenantId} and id = ${id} for update`.execute(
    tx,
  )
  return rows[0]
}

/** Holds the connection, so that of two who start an import one comes second; since when changes may be asked for. */
export async function holdConnection(
  tx: Tx,
  tenantId: string,
): Promise<{ productsSince: Date | null } | undefined> {
  const { rows } = await sql<{ productsSince: Date | null }>`
    select products_since as "productsSince" from shopify_connections
    where tenant_id = ${tenantId} for update`.execute(tx)
  return rows[0]
}

export async function isImporting(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    select from shopify_imports where tenant_id = ${tenantId} and state = 'running' limit 1`.execute(tx)
  return rows.length > 0
}

export async function insertImport(
  tx: Tx,
  tenantId: string,
  started: { id: string; kind: ImportKind; since: Date | null; askedBy: string; at: string },
): Promise<void> {
  const { id, kind, since, askedBy, at } = started
  await sql`
    insert into shopify_imports (tenant_id, id, kind, state, since, asked_by, started_at)
    values (${tenantId}, ${id}, ${kind}, 'running', ${since}, ${askedBy}, ${at})`.execute(tx)
}

export async function endImport(
  tx: Tx,
  tenantId: string,
  id: string,
  state: 'done' | 'cancelled',
  at: string,
): Promise<void> {
  await sql`
    update shopify_imports set state = ${state}, ended_at = ${at}, next_try_at = null
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(tx)
}

/** A failed import goes on where it was. */
export async function resumeImport(tx: Tx, tenantId: string, id: string): Promise<void> {
  await sql`
    update shopify_imports
    set state = 'running', attempts = 0, next_try_at = null, fault = null, ended_at = null
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

export async function noteSize(
  tx: Tx,
  tenantId: string,
  id: string,
  size: { kind: ImportKind; total: number | null; variantsEach: number; since: string | null },
): Promise<void> {
  await sql`
    update shopify_imports set kind = ${size.kind}, total = ${size.total}, variants_each = ${size.variantsEach},
      since = coalesce(${size.since}::timestamptz, since), attempts = 0, fault = null
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(tx)
}

/** The file is being made, or is to be made anew. */
export async function noteBulk(tx: Tx, tenantId: string, id: string, bulkId: string | null): Promise<void> {
  await sql`
    update shopify_imports set bulk_id = ${bulkId}, attempts = 0, fault = null, next_try_at = null
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(tx)
}

/** Nothing went wrong; there is nothing to do before then. */
export async function putOffImport(tx: Tx, tenantId: string, id: string, until: string): Promise<void> {
  await sql`
    update shopify_imports set next_try_at = ${until}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(tx)
}

/** Notes what a commit of an import did, in that commit. False where it is at work no more: then nothing is to be done. */
export async function noteProgress(
  tx: Tx,
  tenantId: string,
  id: string,
  { cursor, ofNext, items, tally }: { cursor: string | null; ofNext: number; items: number; tally: Tally },
): Promise<boolean> {
  const { rows } = await sql`
    update shopify_imports set cursor = ${cursor}, done_of_next = ${ofNext}, read = read + ${items},
      created = created + ${tally.created}, matched = matched + ${tally.matched},
      conflicting = conflicting + ${tally.conflicting}, unchanged = unchanged + ${tally.unchanged},
      refused = refused + ${tally.refused}, attempts = 0, next_try_at = null, fault = null
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'
    returning id`.execute(tx)
  return rows.length > 0
}

/** Every change of a product before then is known here. */
export async function moveProductsSince(tx: Tx, tenantId: string, since: string): Promise<void> {
  await sql`
    update shopify_connections set products_since = greatest(products_since, ${since}::timestamptz)
    where tenant_id = ${tenantId}`.execute(tx)
}

export async function noteImportFault(
  tx: Tx,
  tenantId: string,
  id: string,
  note: { fault: CallFault; attempts: number; nextTryAt: string | null; at: string },
): Promise<void> {
  await sql`
    update shopify_imports set fault = ${JSON.stringify(note.fault)}::jsonb, attempts = ${note.attempts},
      next_try_at = ${note.nextTryAt}, state = case when ${note.nextTryAt}::timestamptz is null then 'failed' else state end,
      ended_at = case when ${note.nextTryAt}::timestamptz is null then ${note.at}::timestamptz end
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(tx)
}
