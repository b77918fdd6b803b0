import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * How backups, restores and drills of the whole database went; of no tenant, and in no backup. One that is `running`
 * while nobody holds the lock was given up by a process that died.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table backup_runs (
      id uuid primary key,
      kind text not null check (kind in ('backup', 'drill', 'restore')),
      state text not null check (state in ('waiting', 'running', 'done', 'failed')),
      backup text,
      place text,
      asked_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz,
      figures jsonb not null default '{}',
      fault jsonb
    )`.execute(db)
  await sql`create index backup_runs_ended on backup_runs (kind, state, ended_at)`.execute(db)
  await sql`grant select, insert, update, delete on backup_runs to omnisync_app`.execute(db)
}
