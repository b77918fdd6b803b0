import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { BackupRun, RunFault, RunFigures } from '../../shared/backups/backups.ts'
import type { Schema } from '../database/schema.ts'

type Db = Kysely<Schema>
type Kind = BackupRun['kind']
type Row = {
  id: string
  kind: Kind
  state: BackupRun['state']
  backup: string | null
  place: string | null
  started_at: Date | null
  ended_at: Date | null
  figures: RunFigures
  fault: RunFault | null
}

const columns = [
  'id',
  'kind',
  'state',
  'backup',
  'place',
  'started_at',
  'ended_at',
  'figures',
  'fault',
] as const

/** The newest run of a kind that ended, in one of the states. */
export async function newestRun(
  db: Db,
  kind: Kind,
  states: readonly ('done' | 'failed')[],
): Promise<BackupRun | null> {
  const row = await db
    .selectFrom('backup_runs')
    .select(columns)
    .where('kind', '=', kind)
    .where('state', 'in', states)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? runOf(row) : null
}

/** What is at work, or else waits longest. */
export async function currentRun(db: Db): Promise<BackupRun | null> {
  const row = await db
    .selectFrom('backup_runs')
    .select(columns)
    .where('state', 'in', ['running', 'waiting'])
    .orderBy('state')
    .orderBy('asked_at')
    .limit(1)
    .executeTakeFirst()
  return row ? runOf(row) : null
}

/** Whether one of a kind waits or is at work, whatever else is. */
export async function hasOpen(db: Db, kind: Kind): Promise<boolean> {
  const row = await db
    .selectFrom('backup_runs')
    .select('id')
    .where('kind', '=', kind)
    .where('state', 'in', ['running', 'waiting'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Since when this database has been owed backups: it learnt of them by their migration. */
export async function owedSince(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: string }>`
    select timestamp as at from kysely_migration where name = '0018-backups'`.execute(db)
  return new Date(rows[0]?.at ?? 0)
}

export async function insertRun(
  db: Db,
  run: { id: string; kind: Kind; state: 'waiting' | 'running'; place: string | null; at: Date },
): Promise<void> {
  await db
    .insertInto('backup_runs')
    .values({
      id: run.id,
      kind: run.kind,
      state: run.state,
      place: run.place,
      backup: null,
      asked_at: run.at,
      started_at: run.state === 'running' ? run.at : null,
      ended_at: null,
    })
    .execute()
}

/** Notes a run that has ended well. */
export async function insertEnded(
  db: Db,
  run: Pick<BackupRun, 'id' | 'kind' | 'backup' | 'place' | 'figures'> & { startedAt: Date; endedAt: Date },
): Promise<void> {
  const { id, kind, backup, place, startedAt, endedAt } = run
  await db
    .insertInto('backup_runs')
    .values({
      id,
      kind,
      backup,
      place,
      state: 'done',
      asked_at: startedAt,
      started_at: startedAt,
      ended_at: endedAt,
      figures: JSON.stringify(run.figures),
    })
    .execute()
}

/** Takes up the run that waits longest, if any. */
export async function takeUpWaiting(
  db: Db,
  place: string,
  at: Date,
): Promise<{ id: string; kind: Kind } | null> {
  const waiting = db
    .selectFrom('backup_runs')
    .select('id')
    .where('state', '=', 'waiting')
    .orderBy('asked_at')
    .limit(1)
  const row = await db
    .updateTable('backup_runs')
    .set({ state: 'running', started_at: at, place })
    .where('id', 'in', waiting)
    .returning(['id', 'kind'])
    .executeTakeFirst()
  return row ?? null
}

export async function endRun(
  db: Db,
  id: string,
  end: { at: Date; backup: string | null; figures?: RunFigures; fault: RunFault | null },
): Promise<void> {
  await db
    .updateTable('backup_runs')
    .set({
      state: end.fault ? 'failed' : 'done',
      ended_at: end.at,
      backup: end.backup,
      fault: end.fault && JSON.stringify(end.fault),
      ...(end.figures ? { figures: JSON.stringify(end.figures) } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Runs whose process died: nobody else can be at work. Gives how many there were. */
export async function giveUpRunning(db: Db, at: Date, fault: RunFault): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('backup_runs')
    .set({ state: 'failed', ended_at: at, fault: JSON.stringify(fault) })
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteRunsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('backup_runs').where('ended_at', '<', before).execute()
}

function runOf(row: Row): BackupRun {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    backup: row.backup,
    place: row.place,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    figures: row.figures,
    fault: row.fault,
  }
}
