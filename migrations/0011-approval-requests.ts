import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What lanes asked the desk to allow, and what it answered. `seq` is the position by which the log told of it last. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table approval_requests (
      tenant_id uuid not null references tenants (id),
      id uuid not null,
      branch_id uuid not null,
      device_id uuid not null,
      cashier_id uuid not null,
      kind text not null,
      what text not null,
      before jsonb not null,
      after jsonb not null,
      currency text not null,
      reason text not null,
      details jsonb not null,
      asked_at timestamptz not null,
      state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
      answered_at timestamptz,
      answered_by uuid,
      answer_reason text,
      used_for uuid,
      seq bigint not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, branch_id) references branches (tenant_id, id),
      foreign key (tenant_id, device_id) references devices (tenant_id, id),
      foreign key (tenant_id, cashier_id) references users (tenant_id, id),
      foreign key (tenant_id, answered_by) references users (tenant_id, id),
      constraint approval_requests_answered check ((state = 'open') = (answered_at is null)),
      constraint approval_requests_by check (state not in ('approved', 'refused') or answered_by is not null),
      constraint approval_requests_used check (used_for is null or state = 'approved')
    )`.execute(db)
  await sql`create index approval_requests_asked on approval_requests (tenant_id, asked_at, id)`.execute(db)
  await sql`alter table approval_requests enable row level security`.execute(db)
  await sql`
    create policy own_tenant on approval_requests
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db)
  await sql`grant select, insert, update on approval_requests to omnisync_app`.execute(db)
}
