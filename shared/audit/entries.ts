import { z } from 'zod'
import { Id, Instant, title } from '../basics/scalars.ts'

/** A line of the audit log, with the names of those it speaks of as they are now. */
export const AuditLine = z.object({
  id: z.string(),
  at: Instant,
  actorId: z.nullable(z.string()),
  /** Null where nobody is named, or where the name is not known here. */
  actorName: z.nullable(z.string()),
  deviceId: z.nullable(z.string()),
  /** Branch and lane, such as `DT-L1`. */
  laneCode: z.nullable(z.string()),
  action: z.string(),
  subject: z.string(),
  subjectId: z.string(),
  /** What the subject is called, where it is called something. */
  subjectName: z.nullable(z.string()),
  /** Of an order, where it is known here. */
  orderKind: z.nullable(z.enum(['sale', 'refund'])),
  /** Of whom a lane says that they allowed it, where the details name somebody. */
  approverName: z.nullable(z.string()),
  details: z.record(z.string(), z.unknown()),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditPage = z.object({
  entries: z.array(AuditLine),
  /** Asks for the page after this one as `after`; null at the end. */
  next: z.nullable(z.string()),
})
export type AuditPage = z.infer<typeof AuditPage>

/** What is looked for: all of it must fit. `action` may be its beginning, such as `user.`. */
export const AuditQuery = z.strictObject({
  action: title(60)
    .regex(/^[a-z][a-z.-]*$/)
    .optional(),
  actorId: Id.optional(),
  subjectId: title(100).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .templateLiteral([z.iso.datetime({ precision: 3 }), '_', z.guid()])
    .transform((text) => ({ at: text.slice(0, 24), id: text.slice(25) }))
    .optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>
