import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Checkpoint, PushRow } from '../../shared/sync/protocol.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import { isUnsent } from '../database/schemas.ts'
import { writtenAs } from '../database/written-as.ts'
import type { Api } from './api.ts'
import { backoffMs, waitFor } from './backoff.ts'
import { bringsBack, type LanePlace } from './brings-back.ts'
import type { Line, Refused } from './line.ts'
import type { FirstPull } from './recover.ts'
import { middleOf, wholeTransfers } from './whole-transfers.ts'

export type Attempt = { attempts: number; lastError: string }

export type PushParts = {
  name: CollectionName
  collection: KeptCollection
  /** How far the collection was pulled. */
  position(): Checkpoint
  api: Api
  line: Line
  signal: AbortSignal
  random(): number
  speed: number
  place: LanePlace
  /** Only what the server lacks is sent again under a new epoch. */
  firstPull: FirstPull
  /** Whether the log has lost what it lacks: else it was deleted there, and purged. */
  hasLost(): boolean
  /** Tries of each document, for people to see. */
  attempts: Map<string, Attempt>
  /** Ids that are on their way now. */
  sending: Set<string>
}

type Document = Record<string, unknown> & { id: string; seq: number; _deleted: boolean }
type Row = { newDocumentState: Document; assumedMasterState?: Document | undefined }

/** Tries for a document that the server answers as still pending (U7), before `touch` takes over (C7). */
const patience = 4

/**
 * RxDB's push handler: sends rows in the order in which they were written, one request at a time (RxDB would send
 * the batches of a long queue side by side), and gives back the server's word on each that differs (U2).
 */
export function pushHandler(parts: PushParts) {
  let turn: Promise<unknown> = Promise.resolve()
  return (rows: readonly Row[]): Promise<Document[]> => {
    const answered = turn.then(() => inTurn(parts, rows))
    turn = answered.catch(() => {})
    return answered
  }
}

async function inTurn(parts: PushParts, rows: readonly Row[]): Promise<Document[]> {
  parts.signal.throwIfAborted()
  const news = rows.filter((row) => hasNews(parts.name, row))
  if (news.length === 0) return []
  const { known, rest: lone } = await againstFirstPull(parts, news)
  const rest = parts.name === 'stockMovements' ? await wholeTransfers(parts.collection, lone) : lone
  // By the lane's counter: a clock that was set back must not make a refund overtake its sale.
  if (parts.name === 'orders')
    rest.sort((a, b) => (writtenAs(a.newDocumentState) < writtenAs(b.newDocumentState) ? -1 : 1))
  for (const row of rest) parts.sending.add(row.newDocumentState.id)
  try {
    const asked = new Set(news.map((row) => row.newDocumentState.id))
    const answered = await send(parts, rest)
    // The half of a transfer that was only sent along is answered when its own turn comes.
    return [...known, ...answered.filter(({ id }) => asked.has(id))]
  } finally {
    for (const row of rest) parts.sending.delete(row.newDocumentState.id)
  }
}

/** What RxDB hands over without need: the server's own word on its way back, and orders that were only pruned here. */
function hasNews(name: CollectionName, { newDocumentState, assumedMasterState }: Row): boolean {
  if (name === 'orders' && newDocumentState._deleted) return false
  if (!assumedMasterState || isUnsent(newDocumentState)) return true
  return canonicalJson(newDocumentState) !== canonicalJson(assumedMasterState)
}

async function againstFirstPull(parts: PushParts, rows: Row[]): Promise<{ known: Document[]; rest: Row[] }> {
  const pulled = await parts.firstPull()
  // Only a recovery has rows to bring back: at any other time what the server knew once is its own word.
  if (!pulled) return { known: [], rest: rows.filter((row) => isUnsent(row.newDocumentState)) }
  const known: Document[] = []
  const rest: Row[] = []
  for (const row of rows) {
    const theirs = pulled.get(row.newDocumentState.id)
    if (isUnsent(row.newDocumentState)) rest.push(row)
    else if (!theirs) {
      if (parts.hasLost() && bringsBack(parts.name, row.newDocumentState, parts.place)) rest.push(row)
    } else if (canonicalJson(theirs) !== canonicalJson(row.newDocumentState)) known.push(theirs as Document)
  }
  return { known, rest }
}

async function send(parts: PushParts, rows: Row[]): Promise<Document[]> {
  const settled: Document[] = []
  let left = rows
  for (let round = 0; left.length > 0; round += 1) {
    const sent = new Map(left.map((row) => [row.newDocumentState.id, row]))
    const answers = await sendOnce(parts, left)
    left = []
    for (const answer of answers) {
      const row = sent.get(answer.id)
      if (!row) continue
      if (isUnsettled(answer)) left.push(row)
      else settled.push({ ...answer, _deleted: answer._deleted === true })
    }
    for (const id of sent.keys())
      if (!left.some((row) => row.newDocumentState.id === id)) parts.attempts.delete(id)
    if (left.length === 0 || round + 1 >= patience) break
    noteFailure(parts, left, 'the server has not settled it yet')
    await waitFor(backoffMs(round, parts.random) / parts.speed, parts.signal)
  }
  return settled
}

/** "Pending" as an answer means: not in time, send it again. Taking it for the server's word would go round in circles. */
function isUnsettled(answer: Document): boolean {
  return answer['status'] === 'pending' && !(answer.seq > 0)
}

async function sendOnce(parts: PushParts, rows: readonly Row[]): Promise<Document[]> {
  const body = rows.map(({ newDocumentState, assumedMasterState }) => ({
    newDocumentState: parts.name === 'stockMovements' ? asWritten(newDocumentState) : newDocumentState,
    ...(assumedMasterState ? { assumedMasterState } : {}),
  })) as PushRow[]
  const answer = await parts.line.ask({
    signal: parts.signal,
    ask: (until) => parts.api.push(parts.name, body, parts.position(), until),
    failed: (_attempt, why) => noteFailure(parts, rows, why),
  })
  if (answer.kind === 'done') return answer.value.conflicts as Document[]
  // What the server knew once and will not have from this lane stays as it is: others may bring it back (E3).
  const middle = middleOf(rows)
  if (middle === 0)
    return rows.filter((row) => isUnsent(row.newDocumentState)).map((row) => refusedHere(row, answer))
  // The envelope was refused whole (U1 says that no document can be the reason; a proxy may think otherwise).
  return [...(await sendOnce(parts, rows.slice(0, middle))), ...(await sendOnce(parts, rows.slice(middle)))]
}

/** A movement as its device wrote it: what the server said of it is no part of what is sent again after a restore (E2). */
function asWritten({ status, conflict, rejection, ...fact }: Document): Document {
  return fact as Document
}

/** Kept, shown to a person, and out of the way of the queue behind it (product 1.3). */
function refusedHere({ newDocumentState }: Row, { code, message }: Refused): Document {
  return { ...newDocumentState, seq: 0, status: 'rejected', rejection: { code, message } }
}

function noteFailure({ attempts }: PushParts, rows: readonly Row[], why: string): void {
  for (const { newDocumentState } of rows) {
    const before = attempts.get(newDocumentState.id)?.attempts ?? 0
    attempts.set(newDocumentState.id, { attempts: before + 1, lastError: why })
  }
}
