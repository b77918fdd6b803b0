import { createRevision, getHeightOfRevision, now, type RxDocumentData } from 'rxdb/plugins/core'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import { pagesOf, plain, type Row } from '../database/rows.ts'
import { isUnsent, type Kept } from '../database/schemas.ts'
import type { Api } from './api.ts'
import { bringsBack, type LanePlace } from './brings-back.ts'
import type { Line } from './line.ts'
import { isInScope } from './local-digest.ts'
import type { PulledDocument } from './pull.ts'
import { identifierOf, type Replicator } from './replicate.ts'

export type RepairParts = {
  collection: KeptCollection
  replicator: Replicator
  epoch: string
  api: Api
  line: Line
  signal: AbortSignal
  /** This lane, whose orders are sent again rather than thrown away. */
  place: LanePlace
  /** The one branch whose rows this device is shown; null where it sees all (P2). */
  seesBranch: string | null
  /** Rows are about to be healed. */
  healing(): Promise<void>
  /** Takes healed rows into memory, whatever their position. */
  healed(documents: readonly PulledDocument[]): void
}

const pageSize = 500

/**
 * Pulls a collection once more from its beginning and makes the device equal to it (C5): damaged rows are replaced,
 * missing ones added, superfluous ones removed. What is unsent is never touched. Gives how many rows it healed.
 */
export async function repair(parts: RepairParts): Promise<number> {
  const { collection, replicator, epoch, api, line, signal } = parts
  const startedAt = replicator.reached()
  const seen = new Set<string>()
  let healed = 0
  for (let from = { epoch, seq: 0 }; ;) {
    const answer = await line.ask({
      signal,
      ask: (until) => api.pull(collection.name as CollectionName, from, pageSize, until),
    })
    if (answer.kind === 'refused') throw new Error(`repair of ${collection.name} refused: ${answer.code}`)
    const { documents, checkpoint } = answer.value
    for (const document of documents) seen.add(document.id)
    healed += await healPage(parts, documents, startedAt)
    if (documents.length < pageSize) return healed + (await removeSuperfluous(parts, seen, checkpoint.seq))
    from = checkpoint
  }
}

async function healPage(
  parts: RepairParts,
  documents: readonly PulledDocument[],
  startedAt: number,
): Promise<number> {
  const { collection, replicator } = parts
  const local = new Map<string, Row>()
  const ids = documents.map((it) => it.id)
  for (const row of await collection.storageInstance.findDocumentsById(ids, true)) local.set(row.id, row)
  const wrong = documents.filter((document) => {
    const row = local.get(document.id)
    if (!row) return !document._deleted
    if (isUnsent(row) && !row._deleted) return false
    // A row that a pull brought meanwhile is newer than this page; a damaged one may only look so.
    if (row.seq > document.seq && row.seq > startedAt && row.seq <= replicator.reached()) return false
    if (document._deleted) return !row._deleted
    return canonicalJson(plain(row)) !== canonicalJson(document)
  })
  return write(
    parts,
    wrong.map((document) => ({ document, previous: local.get(document.id) })),
  )
}

/** Rows that the server does not have although it should know them. */
async function removeSuperfluous(
  parts: RepairParts,
  seen: ReadonlySet<string>,
  upTo: number,
): Promise<number> {
  let removed = 0
  for await (const rows of pagesOf(parts.collection, pageSize)) {
    const extra = rows.filter(
      (row) =>
        !seen.has(row.id) &&
        !isUnsent(row) &&
        row.seq > 0 &&
        !isNewer(parts, row, upTo) &&
        isInScope(row, { since: null, branchId: parts.seesBranch }),
    )
    const own = extra.filter(
      (row) => parts.collection.name === 'orders' && bringsBack('orders', row, parts.place),
    )
    for (const row of own) removed += await sendAgain(parts, row)
    const foreign = extra.filter((row) => !own.includes(row))
    removed += await write(
      parts,
      foreign.map((row) => ({ document: { ...plain(row), _deleted: true }, previous: row })),
    )
  }
  return removed
}

function isNewer({ replicator }: RepairParts, row: Row, upTo: number): boolean {
  return row.seq > upTo && row.seq <= replicator.reached()
}

/** An order that this lane can bring back is never thrown away (E3): the server hears of it again, and its word is taken. */
async function sendAgain(parts: RepairParts, row: Row): Promise<number> {
  const order = plain(row)
  const answer = await parts.line.ask({
    signal: parts.signal,
    ask: (until) =>
      parts.api.push('orders', [{ newDocumentState: order }], parts.replicator.position(), until),
  })
  if (answer.kind === 'refused') return 0
  const theirs = answer.value.conflicts[0] as PulledDocument | undefined
  // Not in time (U7): the next check asks again.
  if (theirs?.['status'] === 'pending') return 0
  return theirs?.id === row.id ? write(parts, [{ document: theirs, previous: row }]) : 0
}

type Healing = { document: PulledDocument; previous: Row | undefined }

/**
 * Writes the server's rows as RxDB's own downstream would: marked as coming from the server, in the context that the
 * upstream leaves alone, so that healing sends nothing.
 */
async function write(
  { collection, replicator, epoch, healing, healed }: RepairParts,
  healings: Healing[],
): Promise<number> {
  const state = replicator.running()?.internalReplicationState
  if (healings.length === 0 || !state) return 0
  await healing()
  const hash = await collection.database.hashFunction(`rxdbreplication${identifierOf(epoch)}`)
  const rows = healings.map(({ document, previous }) => {
    const origin = { hash, _rev: previous ? getHeightOfRevision(previous._rev) + 1 : 1 }
    return {
      ...(previous ? { previous } : {}),
      document: {
        ...document,
        _attachments: {},
        _meta: { lwt: now(), o: origin },
        _rev: createRevision(collection.database.token, previous),
      } as unknown as RxDocumentData<Kept>,
    }
  })
  const original = collection.storageInstance.originalStorageInstance
  const result = await original.bulkWrite(rows as never, await state.downstreamBulkWriteFlag)
  const failed = new Set(result.error.map((error) => error.documentId))
  const written = healings.filter((it) => !failed.has(it.document.id))
  healed(written.map((it) => it.document))
  return written.length
}
