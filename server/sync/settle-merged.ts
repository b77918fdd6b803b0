import { sql } from 'kysely'
import type { RejectionCode } from '../../shared/errors.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { mergeFields } from '../../shared/sync/merge-fields.ts'
import type { FieldConflict } from '../../shared/sync/merge-fields.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { takePositions } from '../log/take-positions.ts'
import type { Outcome, Pushed, PushableDocument } from './collection.ts'
import { takenPayloads } from './taken-payloads.ts'

/** A collection whose documents are edited: what its feature says of it. */
export type MergedCollection<Document extends EditedDocument> = {
  name: CollectionName
  /** Fields that a push may change; `_deleted` among them where a delete may be pushed. */
  fields: readonly (keyof Document & string)[]
  /** Locks and reads the documents stored under these ids. */
  lock: (tx: Tx, tenantId: string, ids: readonly string[]) => Promise<Document[]>
  write: (tx: Tx, tenantId: string, documents: readonly Document[]) => Promise<void>
  /** Why this push may not be written, or null. */
  fault: (pushed: Pushed<Document>, current: Document | undefined) => Fault | null
  /** Whether the push lost a compare-and-set: it is answered with the current state and changes nothing (M5). */
  lost?: (pushed: Pushed<Document>, current: Document) => boolean
  /**
   * How a push joins what is stored, where one lane alone writes a document: then nothing is merged field by field,
   * and a push whose answer was lost is no repeat of the first.
   */
  join?: (current: Document, pushed: Document) => Document
  /** What the audit log hears of a push that changes something, beside the fields that were merged. */
  notes?: (pushed: Pushed<Document>, current: Document | undefined) => Note[]
}

/** What there is to say of a push in the audit log; whose, when and of which document is known. */
export type Note = Pick<AuditEntry, 'action' | 'details'> & { actorId?: string | null }

export type Fault = { code: RejectionCode; details: string }
export type EditedDocument = PushableDocument & { seq: number; updatedAt: string }

/**
 * Settles pushes of documents that people edit: merged field by field against what the device thought the server
 * had, the later arrival winning where both sides changed one field, with both values in the audit log (M4). Who
 * names nothing, having lost an answer or a restored server's history, edits all the same. Two that create one id
 * can't be told from that, so the second is such an edit too. A push that changes nothing takes no position (L4).
 */
export async function settleMerged<Document extends EditedDocument>(
  tx: Tx,
  deps: Deps,
  collection: MergedCollection<Document>,
  batch: readonly Pushed<Document>[],
): Promise<Outcome[]> {
  const tenantId = batch[0]?.caller.tenantId
  if (tenantId === undefined) return []
  const ids = [...new Set(batch.map((pushed) => pushed.document.id))].toSorted()
  await takeTurns(tx, tenantId, ids)
  const current = new Map(
    (await collection.lock(tx, tenantId, ids)).map((document) => [document.id, document]),
  )
  const taken = collection.join ? null : await takenPayloads(tx, tenantId, collection.name, batch)
  const at = new Date(deps.now()).toISOString()
  const changed = new Set<string>()
  const audit: AuditEntry[] = []

  const refusals = batch.map((pushed): Outcome | null => {
    const before = current.get(pushed.document.id)
    const fault = collection.fault(pushed, before)
    if (fault) return { kind: 'refused', ...fault, ...(before ? { current: { ...before } } : {}) }
    if (before && collection.lost?.(pushed, before)) return null
    const isRepeat = pushed.assumed === null && taken?.has(pushed) === true
    if (pushed.assumed === null) taken?.add(pushed)
    const note = () => {
      for (const said of collection.notes?.(pushed, before) ?? [])
        audit.push(auditNote(deps, collection.name, pushed, said, at))
    }
    if (!before) {
      note()
      current.set(pushed.document.id, { ...pushed.document, updatedAt: at })
      changed.add(pushed.document.id)
      return null
    }
    if (collection.join) {
      const joined = collection.join(before, pushed.document)
      if (mergeFields(collection.fields, { ...before }, null, { ...joined }).changed.length === 0) return null
      note()
      current.set(before.id, { ...joined, updatedAt: at })
      changed.add(before.id)
      return null
    }
    if (isRepeat) {
      // Sent before: the answer was lost, and others may have edited it since (U3).
      const missed = mergeFields(collection.fields, { ...before }, null, { ...pushed.document })
      const conflicts = missed.changed.map((field) => ({
        field,
        lost: (pushed.document as Record<string, unknown>)[field],
        won: (before as Record<string, unknown>)[field],
      }))
      if (conflicts.length > 0) audit.push(mergeNote(deps, collection.name, pushed, conflicts, at))
      return null
    }
    const edit = mergeFields(collection.fields, { ...before }, pushed.assumed, { ...pushed.document })
    if (edit.changed.length === 0) return null
    note()
    current.set(before.id, { ...(edit.merged as Document), updatedAt: at })
    changed.add(before.id)
    if (edit.conflicts.length > 0) audit.push(mergeNote(deps, collection.name, pushed, edit.conflicts, at))
    return null
  })

  await writeAudit(tx, tenantId, audit)
  await taken?.keep(at)
  const first = await takePositions(tx, tenantId, [[collection.name, changed.size]])
  const written = [...changed].map((id, index) => ({ ...(current.get(id) as Document), seq: first + index }))
  if (written.length > 0) await collection.write(tx, tenantId, written)
  for (const document of written) current.set(document.id, document)
  return refusals.map((refusal, index) => refusal ?? stateOf(current, batch[index]?.document.id))
}

/**
 * A document that does not exist yet cannot be locked by its row: of two nodes that create one id, the second waits
 * here and then meets it. Before any row of theirs is locked: otherwise two that edit one document would wait for
 * each other.
 */
export async function takeTurns(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${tenantId} || id, 0))
    from unnest(${[...ids]}::text[]) as wanted(id)`.execute(tx)
}

/** A written document differs from what was sent by its position at least (U2). */
function stateOf(current: ReadonlyMap<string, PushableDocument>, id: string | undefined): Outcome {
  return { kind: 'differs', document: { ...current.get(id ?? '') } }
}

function mergeNote(
  deps: Deps,
  collection: CollectionName,
  pushed: Pushed,
  conflicts: readonly FieldConflict[],
  at: string,
): AuditEntry {
  return auditNote(deps, collection, pushed, { action: 'document.fields-merged', details: { conflicts } }, at)
}

function auditNote(
  deps: Deps,
  collection: CollectionName,
  { document, caller, device }: Pushed,
  said: Note,
  at: string,
): AuditEntry {
  return {
    id: deps.newId(),
    at,
    actorId: caller.userId,
    deviceId: device?.id ?? null,
    subject: collection,
    subjectId: document.id,
    ...said,
  }
}
