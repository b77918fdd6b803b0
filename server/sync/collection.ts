import type { z } from 'zod'
import type { Role } from '../../shared/access/roles.ts'
import type { RejectionCode } from '../../shared/errors.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import type { Fingerprint } from '../fingerprint.ts'
import type { DocumentFields } from './json-sql.ts'

/** What a feature says of a collection that it owns, so that it can be pulled, compared and pushed. */
export type Collection = {
  name: CollectionName
  table: string
  /** `branch`: STAFF see the rows of their branch only; the table has a branch_id and an index on it (P2). */
  scope: 'tenant' | 'branch'
  /** Only documents created in the last 30 days travel (P2); the table has a created_at. */
  thirtyDays: boolean
  /** What a document is made of, as SQL over one row of the table. */
  fields: (reader: Reader) => DocumentFields
  push: CollectionPush | null
}

/** Every collection, by its name on the wire. */
export type Collections = Record<CollectionName, Collection>

/** Whether cost prices may be read: ADMIN only (P2). */
export type Reader = { seesCost: boolean }

export type CollectionPush = {
  schema: z.ZodType<PushableDocument>
  /** Roles that may push at all; within them each document is judged by itself (A1). */
  roles: readonly Role[]
  needsDevice: boolean
  /** The device's part of a document, where the server adds another: what a repeat is told by (U3). */
  factOf?: (document: PushableDocument) => unknown
  /** Settles a batch inside the caller's transaction: one outcome a document, in the same order. */
  settle: (tx: Tx, deps: Deps, batch: readonly Pushed[]) => Promise<Outcome[]>
}

export type PushableDocument = { id: string; _deleted: boolean }

/** A document that fits its schema, with who pushed it and what they thought the server had. */
export type Pushed<Document extends PushableDocument = PushableDocument> = {
  document: Document
  /** Of the device's part. Taken on arrival: while the batch before is being settled, and not while locks are held. */
  fingerprint: Fingerprint
  /** As it was sent: what a dead letter keeps. */
  raw: Record<string, unknown>
  assumed: Record<string, unknown> | null
  caller: Caller
  device: CallerDevice | null
}

export type Outcome =
  /** What the server has is what was sent: nothing to answer. */
  | { kind: 'same' }
  /** The server's state of the document differs from what was sent (U2). */
  | { kind: 'differs'; document: Record<string, unknown> }
  /** Kept as a dead letter (U5); `current` is what the server has under this id, where it has something. */
  | { kind: 'refused'; code: RejectionCode; details: string; current?: Record<string, unknown> }
