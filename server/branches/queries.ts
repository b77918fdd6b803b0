import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Branch } from '../../shared/branches/branch.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { FlagValue } from '../../shared/branches/flags.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

type BranchRow = {
  id: string
  seq: number
  deleted: boolean
  code: string
  name: string
  settings: unknown
  flags: Record<string, FlagValue>
}

const columns = ['id', 'seq', 'deleted', 'code', 'name', 'settings', 'flags'] as const

/** The branches of a business, by code. */
export async function branchesOf(database: Kysely<Schema>, tenantId: string): Promise<Branch[]> {
  const rows = await database
    .selectFrom('branches')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('deleted', '=', false)
    .orderBy('code')
    .execute()
  return rows.map(documentOf)
}

/** Locks one branch and returns it, or undefined: two admins who save at once come one after the other. */
export async function lockBranch(tx: Tx, tenantId: string, id: string): Promise<Branch | undefined> {
  const row = await tx
    .selectFrom('branches')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && documentOf(row)
}

/** Writes the name of a branch at its new position in the log (L1). */
export async function writeName(
  tx: Tx,
  tenantId: string,
  { id, seq, name }: Pick<Branch, 'id' | 'seq' | 'name'>,
): Promise<void> {
  await tx
    .updateTable('branches')
    .set({ name, seq })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** Writes the settings of a branch at its new position in the log (L1). */
export async function writeSettings(
  tx: Tx,
  tenantId: string,
  { id, seq, settings }: Pick<Branch, 'id' | 'seq' | 'settings'>,
): Promise<void> {
  await tx
    .updateTable('branches')
    .set({ settings: JSON.stringify(settings), seq })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** Writes the features of a branch at its new position in the log (L1). */
export async function writeFlags(
  tx: Tx,
  tenantId: string,
  { id, seq, flags }: Pick<Branch, 'id' | 'seq' | 'flags'>,
): Promise<void> {
  await tx
    .updateTable('branches')
    .set({ flags: JSON.stringify(flags), seq })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** Locks every branch, in the order of their codes. */
export async function lockBranches(tx: Tx, tenantId: string): Promise<Branch[]> {
  const rows = await tx
    .selectFrom('branches')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('deleted', '=', false)
    .orderBy('code')
    .forNoKeyUpdate()
    .execute()
  return rows.map(documentOf)
}

/** Whether another branch has the code, one that was deleted among them: it stands in receipt numbers for ever. */
export async function codeIsTaken(
  tx: Tx,
  tenantId: string,
  { id, code }: { id: string; code: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('branches')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where((where) => where.or([where('code', '=', code), where('id', '=', id)]))
    .executeTakeFirst()
  return row !== undefined
}

export type BusinessRow = { name: string; currency: string; timeZone: string }

/** Locks the business: what is the same in all its branches changes one admin at a time. */
export async function lockBusiness(tx: Tx, tenantId: string): Promise<BusinessRow> {
  return tx
    .selectFrom('tenants')
    .select(['name', 'currency', 'time_zone as timeZone'])
    .where('id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

export async function writeBusiness(tx: Tx, tenantId: string, row: BusinessRow): Promise<void> {
  await tx
    .updateTable('tenants')
    .set({ name: row.name, currency: row.currency, time_zone: row.timeZone })
    .where('id', '=', tenantId)
    .execute()
}

/** Whether anything was ever sold, or kept for later. */
export async function hasOrders(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from orders where tenant_id = ${tenantId})
      or exists (select from shifts where tenant_id = ${tenantId}) as has`.execute(tx)
  return rows[0]?.has ?? false
}

/** Writes a business and its log, empty. */
export async function insertBusiness(
  tx: Tx,
  row: { id: string; name: string; currency: string; timeZone: string; epoch: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('tenants')
    .values({
      id: row.id,
      name: row.name,
      currency: row.currency,
      time_zone: row.timeZone,
      created_at: row.at,
    })
    .execute()
  await tx
    .insertInto('log_heads')
    .values({
      tenant_id: row.id,
      epoch: row.epoch,
      head: 0,
      taken_from: 0,
      horizon: 0,
      collections: JSON.stringify({}),
    })
    .execute()
}

/** Inserts branches; each document brings its position in the log. */
export async function insertBranches(tx: Tx, tenantId: string, documents: readonly Branch[]): Promise<void> {
  if (documents.length === 0) return
  await sql`
    insert into branches (tenant_id, id, code, name, settings, flags, seq)
    select ${tenantId}, b.id, b.code, b.name, b.settings, b.flags, b.seq
    from json_to_recordset(${JSON.stringify(documents)}) as b(
      id uuid, code text, name text, settings jsonb, flags jsonb, seq bigint)`.execute(tx)
}

function documentOf({ deleted, settings, ...row }: BranchRow): Branch {
  return { ...row, _deleted: deleted, settings: settingsOf(settings) }
}
