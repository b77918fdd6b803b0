import type { Tx } from '../database/database.ts'

/** One line of the audit log: who did what to what, and what of it must be remembered. */
export type AuditEntry = {
  id: string
  /** ISO 8601. */
  at: string
  actorId: string | null
  deviceId: string | null
  /** `subject.what-happened`, such as `order.price-differs`. */
  action: string
  subject: string
  subjectId: string
  details: Record<string, unknown>
}

/** Writes audit entries in the transaction of what they speak of: neither is ever there without the other. */
export async function writeAudit(tx: Tx, tenantId: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('audit_log')
    .values(
      entries.map((entry) => ({
        tenant_id: tenantId,
        id: entry.id,
        at: new Date(entry.at),
        actor_id: entry.actorId,
        device_id: entry.deviceId,
        action: entry.action,
        subject: entry.subject,
        subject_id: entry.subjectId,
        details: JSON.stringify(entry.details),
      })),
    )
    .execute()
}
