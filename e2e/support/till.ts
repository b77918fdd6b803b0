import { digestOf } from '../../shared/sync/digest.ts'
import type { Digest } from '../../shared/sync/digest.ts'
import { keptThirtyDays } from '../../shared/sync/collections.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Checkpoint } from '../../shared/sync/protocol.ts'
import { bringsBack } from '../../client/sync/brings-back.ts'
import { NoAnswer, Refused } from './network.ts'
import type { Link, Network } from './network.ts'
import type { SimLane } from './tenant.ts'

export type Doc = { id: string; seq: number; _deleted: boolean } & Record<string, unknown>

/** What a till pulls, in this order. */
export const pulled = [
  'products',
  'stockLevels',
  'customers',
  'orders',
  'stockMovements',
  'branches',
] as const satisfies readonly CollectionName[]
type Pulled = (typeof pulled)[number]

/** Orders go first, so that a customer comes later than the order that names them (U6). */
export const pushed = ['orders', 'stockMovements', 'customers'] as const satisfies readonly Pulled[]
export type Pushed = (typeof pushed)[number]

/** A document in the durable outbox, with what the till thought the server had when it was written. */
export type Waiting = { collection: Pushed; document: Doc; assumed: Doc | null }

/**
 * A small client of the wire contract: durable outbox, checkpoints, pull loops. Everything in here but `link` and the
 * clock survives a restart, as IndexedDB would. The real client's own guards are tested in client/sync.
 */
export type Till = SimLane & {
  name: string
  node: number
  link: Link
  clockOffset: number
  pageSize: number
  /** Dies at this point of the next sync: before a reply is used, or between documents and checkpoint of a page. */
  diesAt: 'reply' | 'checkpoint' | null
  /** The so-manieth write to its disk from now on fails, once; 0 means that none does. */
  failsIn: number
  server: Record<Pulled, Map<string, Doc>>
  /** What it held before a restore, until all that the server lacks of it is in the outbox (E2). */
  before: Record<Pulled, Map<string, Doc>> | null
  checkpoints: Record<Pulled, Checkpoint | null>
  outbox: Waiting[]
  /** Everything it ever wrote. */
  written: Waiting[]
  /** The last word of the server on what it wrote. */
  answers: Map<string, Doc>
}

function each<T>(make: () => T): Record<Pulled, T> {
  return Object.fromEntries(pulled.map((it) => [it, make()])) as Record<Pulled, T>
}

export class Died extends Error {}
export class DiskFailed extends Error {}

export function openTill(lane: SimLane, name: string, node: number, pageSize: number): Till {
  return {
    ...lane,
    name,
    node,
    pageSize,
    link: { isOffline: false, loseRequests: 0, loseReplies: 0, delayRequests: 0 },
    clockOffset: 0,
    diesAt: null,
    failsIn: 0,
    server: each(() => new Map<string, Doc>()),
    before: null,
    checkpoints: each((): Checkpoint | null => null),
    outbox: [],
    written: [],
    answers: new Map(),
  }
}

/** Writes a document at the till: durable before anything is sent. */
export function write(till: Till, waiting: Waiting): void {
  till.outbox.push(waiting)
  till.written.push(waiting)
}

/** Pushes the outbox, then pulls everything to the head. Says how it ended. */
export async function sync(
  network: Network,
  till: Till,
): Promise<'done' | 'no answer' | 'died' | 'disk failed'> {
  try {
    await round(network, till)
    return 'done'
  } catch (error) {
    if (isNewEpoch(error)) {
      beginAnew(till)
      return sync(network, till)
    }
    if (error instanceof NoAnswer) return 'no answer'
    if (error instanceof Died) return 'died'
    if (error instanceof DiskFailed) return 'disk failed'
    throw error
  }
}

async function round(network: Network, till: Till): Promise<void> {
  if (till.before) {
    for (const collection of pulled) await pullAll(network, till, collection)
    bringBack(till, till.before)
    till.before = null
  }
  // Whoever sends names the log that they know (E2): what comes late, after a restore, must not be taken.
  if (!till.checkpoints.branches) await pullAll(network, till, 'branches')
  for (const collection of pushed) await pushAll(network, till, collection)
  for (const collection of pulled) await pullAll(network, till, collection)
}

/** Whether a request was refused because the database was set back (E2). */
export function isNewEpoch(error: unknown): boolean {
  return error instanceof Refused && error.code === 'sync/epoch-changed'
}

/** All is pulled once more; what was known is kept aside until the server has acknowledged it (E2). */
export function beginAnew(till: Till): void {
  const before = till.before ?? till.server
  // A till that was restored upon twice, or in the middle of it, knows what it knew and what it has learned since.
  for (const name of pulled) for (const [id, document] of till.server[name]) before[name].set(id, document)
  till.before = before
  till.server = each(() => new Map<string, Doc>())
  till.checkpoints = each((): Checkpoint | null => null)
}

/** What the server lacks goes to the front of the outbox: by the very rule of our own client (E2, E3). */
function bringBack(till: Till, before: Till['server']): void {
  const place = { deviceId: till.id, branchId: till.branchId }
  // One row a document: what the server has said of it stands in place of what was written.
  const heard = ({ collection, document }: Waiting): boolean =>
    collection === 'orders' && typeof before.orders.get(document.id)?.['seal'] === 'string'
  till.outbox = till.outbox.filter((it) => !heard(it))
  const waits = new Set(till.outbox.map(({ document }) => document.id))
  const lost = pushed.flatMap((collection): Waiting[] => {
    // Of movements it keeps its own, whatever became of them: a held one, or the half that is another branch's.
    const held =
      collection === 'stockMovements'
        ? till.written.filter((it) => it.collection === collection).map(({ document }) => document)
        : [...before[collection].values()]
    const lacking = held.filter(
      (it) => !it._deleted && !waits.has(it.id) && !till.server[collection].has(it.id),
    )
    const back = lacking.filter((document) => bringsBack(collection, document, place))
    const transfers = new Set(back.map((it) => it['transferId']).filter((it) => typeof it === 'string'))
    return held
      .filter((it) => back.includes(it) || transfers.has(String(it['transferId'])))
      .map((document) => ({ collection, document, assumed: null }))
  })
  till.outbox = [...lost, ...till.outbox]
}

async function pushAll(network: Network, till: Till, collection: Pushed): Promise<void> {
  for (;;) {
    const rows = till.outbox.filter((it) => it.collection === collection).slice(0, 50)
    if (rows.length === 0) return
    const answers = await push(network, till, collection, rows)
    dieAt(till, 'reply')
    const settled = new Set(rows.filter((row) => !isUnsettled(answers.get(row.document.id))))
    for (const { document } of settled) {
      const answer = answers.get(document.id)
      onDisk(till)
      if (answer && answer.seq > 0) learn(till, collection, answer)
      till.answers.set(document.id, answer ?? document)
    }
    onDisk(till)
    till.outbox = till.outbox.filter((row) => !settled.has(row))
    if (settled.size === 0) return
  }
}

/** One push, as it is. */
export async function push(
  network: Network,
  till: Till,
  collection: Pushed,
  rows: readonly Waiting[],
): Promise<Map<string, Doc>> {
  const epoch = till.checkpoints.branches?.epoch
  const known = till.checkpoints[collection] ?? (epoch === undefined ? null : { epoch, seq: 0 })
  const answer = (await network.send(till.link, till.node, {
    method: 'POST',
    path: `/replication/${collection}/push${known ? `?epoch=${known.epoch}&seq=${known.seq}` : ''}`,
    caller: till.caller,
    deviceId: till.id,
    body: {
      rows: rows.map(({ document, assumed }) => ({
        newDocumentState: document,
        ...(assumed ? { assumedMasterState: assumed } : {}),
      })),
    },
  })) as { conflicts: Doc[] }
  return new Map(answer.conflicts.map((document) => [document.id, document]))
}

async function pullAll(network: Network, till: Till, collection: Pulled): Promise<void> {
  for (;;) {
    const from = till.checkpoints[collection]
    const page = await pullPage(network, till, collection, from, till.pageSize)
    for (const document of page.documents) learn(till, collection, document)
    dieAt(till, 'checkpoint')
    onDisk(till)
    till.checkpoints[collection] = page.checkpoint
    if (page.documents.length < till.pageSize) return
  }
}

/** One page of a collection after a checkpoint. */
export async function pullPage(
  network: Network,
  till: Till,
  collection: Pulled,
  from: Checkpoint | null,
  limit: number,
): Promise<{ documents: Doc[]; checkpoint: Checkpoint; head: number }> {
  const epoch = from ? `&epoch=${from.epoch}` : ''
  const path = `/replication/${collection}/pull?seq=${from?.seq ?? 0}&limit=${limit}${epoch}`
  const page = await network.send(till.link, till.node, {
    method: 'GET',
    path,
    caller: till.caller,
    deviceId: till.id,
  })
  return page as { documents: Doc[]; checkpoint: Checkpoint; head: number }
}

/** Digest of what the till holds of a collection: live, known to the server, and in scope (C5). */
export function digestOfTill(till: Till, collection: Pulled, sinceMs: number): Digest {
  return digestOf(liveOf(till, collection, sinceMs).map((document) => document.seq))
}

export function liveOf(till: Till, collection: Pulled, sinceMs: number): Doc[] {
  const ages = keptThirtyDays.includes(collection)
  return [...till.server[collection].values()].filter(
    (it) => !it._deleted && (!ages || Date.parse(String(it['createdAt'])) >= sinceMs),
  )
}

/** Newer news wins; what is not of the till's branch is another branch's business. */
function learn(till: Till, collection: Pulled, document: Doc): void {
  const branchId = document['branchId']
  if (branchId !== undefined && till.caller.role === 'STAFF' && branchId !== till.branchId) return
  onDisk(till)
  const known = till.server[collection].get(document.id)
  if (!known || known.seq < document.seq) till.server[collection].set(document.id, document)
}

function isUnsettled(answer: Doc | undefined): boolean {
  return answer?.['status'] === 'pending' && answer.seq === 0
}

/** A write to the till's disk, which may be the one that fails: nothing of it is kept, and nothing after it done. */
function onDisk(till: Till): void {
  if (till.failsIn === 0) return
  till.failsIn -= 1
  if (till.failsIn === 0) throw new DiskFailed(`the disk of ${till.name} failed`)
}

function dieAt(till: Till, point: NonNullable<Till['diesAt']>): void {
  if (till.diesAt !== point) return
  till.diesAt = null
  throw new Died(`${till.name} died`)
}
