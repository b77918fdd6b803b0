import { sql } from 'kysely'
import type { Shift } from '../../shared/shifts/shift.ts'
import type { Tx } from '../database/database.ts'
import { documentJson, instant } from '../sync/json-sql.ts'

/** A row of shifts as its document. */
export const shiftFields = {
  id: 'id',
  seq: 'seq',
  _deleted: 'deleted',
  branchId: 'branch_id',
  deviceId: 'device_id',
  number: 'number',
  openedBy: 'opened_by',
  openedAt: instant('opened_at'),
  openingFloat: 'opening_float',
  cashMovements: 'cash_movements',
  closedBy: 'closed_by',
  closedAt: instant('closed_at'),
  countedCash: 'counted_cash',
  expectedCash: 'expected_cash',
  note: 'note',
  counts: 'counts',
  closing: 'closing',
  updatedAt: instant('updated_at'),
}

export const shiftDocument = documentJson(shiftFields)

/** Locks the shifts named, in id order, and returns those that exist. */
export async function lockShifts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Shift[]> {
  const { rows } = await sql<{ document: string }>`
    select ${shiftDocument} as document from shifts
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Shift)
}

/** Inserts or replaces shifts; each document brings its position. */
export async function writeShifts(tx: Tx, tenantId: string, shifts: readonly Shift[]): Promise<void> {
  await sql`
    insert into shifts (
      tenant_id, id, branch_id, device_id, number, opened_by, opened_at, opening_float, cash_movements, closed_by,
      closed_at, counted_cash, expected_cash, note, counts, closing, updated_at, deleted, seq)
    select ${tenantId}, s.id, s."branchId", s."deviceId", s.number, s."openedBy", s."openedAt", s."openingFloat",
      s."cashMovements", s."closedBy", s."closedAt", s."countedCash", s."expectedCash", s.note, s.counts,
      s.closing, s."updatedAt", s._deleted, s.seq
    from json_to_recordset(${JSON.stringify(shifts)}) as s(
      id uuid, "branchId" uuid, "deviceId" uuid, number integer, "openedBy" uuid, "openedAt" timestamptz,
      "openingFloat" bigint, "cashMovements" jsonb, "closedBy" uuid, "closedAt" timestamptz, "countedCash" bigint,
      "expectedCash" bigint, note text, counts jsonb, closing jsonb, "updatedAt" timestamptz, _deleted boolean, seq bigint)
    on conflict (tenant_id, id) do update set cash_movements = excluded.cash_movements,
      closed_by = excluded.closed_by, closed_at = excluded.closed_at, counted_cash = excluded.counted_cash,
      expected_cash = excluded.expected_cash, note = excluded.note, counts = excluded.counts,
      closing = excluded.closing, updated_at = excluded.updated_at,
      seq = excluded.seq`.execute(tx)
}
