import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AuditLine, AuditQuery } from '../../shared/audit/entries.ts'
import type { Schema } from '../database/schema.ts'

type AuditRow = Omit<AuditLine, 'at'> & { at: Date }

/** A page of the audit log, newest first. Times of entries that share a moment are told apart by their ids. */
export async function auditPage(
  db: Kysely<Schema>,
  tenantId: string,
  { action, actorId, subjectId, from, to, limit, after }: AuditQuery,
): Promise<AuditRow[]> {
  const filters = [
    // A beginning, compared as a range: no pattern of a caller is ever one of the database's.
    action === undefined ? sql`` : sql`and a.action >= ${action} and a.action < ${`${action}~`}`,
    actorId === undefined ? sql`` : sql`and a.actor_id = ${actorId}`,
    subjectId === undefined ? sql`` : sql`and a.subject_id = ${subjectId}`,
    from === undefined ? sql`` : sql`and a.at >= ${from}::timestamptz`,
    to === undefined ? sql`` : sql`and a.at < ${to}::timestamptz`,
    after === undefined ? sql`` : sql`and (a.at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ]
  const { rows } = await sql<AuditRow>`
    with page as (
      select a.id, a.at, a.actor_id, a.device_id, a.action, a.subject, a.subject_id, a.details,
        case when a.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.subject_id::uuid end as named,
        case when a.details ->> 'approverId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          then (a.details ->> 'approverId')::uuid end as approver
      from audit_log a
      where a.tenant_id = ${tenantId} ${sql.join(filters, sql` `)}
      order by a.at desc, a.id desc
      limit ${limit}
    )
    select p.id, p.at, p.actor_id as "actorId", u.name as "actorName", p.device_id as "deviceId",
      b.code || '-' || d.code as "laneCode", p.action, p.subject, p.subject_id as "subjectId",
      coalesce(su.name, sb.name, sd.name, so.number, sp.title, sa.what) as "subjectName",
      so.kind as "orderKind", ua.name as "approverName", p.details
    from page p
    left join users u on u.tenant_id = ${tenantId} and u.id = p.actor_id
    left join users ua on ua.tenant_id = ${tenantId} and ua.id = p.approver
    left join devices d on d.tenant_id = ${tenantId} and d.id = p.device_id
    left join branches b on b.tenant_id = ${tenantId} and b.id = d.branch_id
    left join users su on su.tenant_id = ${tenantId} and su.id = p.named
    left join branches sb on sb.tenant_id = ${tenantId} and sb.id = p.named
    left join devices sd on sd.tenant_id = ${tenantId} and sd.id = p.named
    left join orders so on so.tenant_id = ${tenantId} and so.id = p.named
    left join products sp on sp.tenant_id = ${tenantId} and sp.id = p.named
    left join approval_requests sa on sa.tenant_id = ${tenantId} and sa.id = p.named
    order by p.at desc, p.id desc`.execute(db)
  return rows
}
