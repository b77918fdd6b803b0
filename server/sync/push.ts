import { Gauge } from 'prom-client'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { rejections } from '../../shared/errors.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { PushRow } from '../../shared/sync/protocol.ts'
import type { Tx } from '../database/database.ts'
import { isConnectionError, isDataError } from '../database/errors.ts'
import { inTransaction } from '../database/transaction.ts'
import { keepDeadLetters } from '../dead-letters/keep-dead-letters.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { noTraces } from '../traces/traces.ts'
import type { Collection, Collections, Outcome } from './collection.ts'
import { judgeRow } from './judge-row.ts'
import type { JudgedRow } from './judge-row.ts'
import { withinLog } from './known-log.ts'
import type { AnotherLog, KnownLog } from './known-log.ts'
import { openSettleQueue } from './settle-queue.ts'
import { pushOf, refusedOf, settleRows } from './settle-rows.ts'
import type { Settled } from './settle-rows.ts'
import { openTurns } from './take-turns.ts'
import { hearWitnesses } from './witness.ts'
import type { Witness } from './witness.ts'

/** Documents settled in one transaction at most (U4). */
const batchSize = 200
/** Milliseconds until a push is answered, whatever is still unsettled (U7). */
const patience = 9_000

/** A push after authentication: rows of one collection by one caller. */
export type PushRequest = {
  collection: CollectionName
  caller: Caller
  device: CallerDevice | null
  rows: readonly PushRow[]
  /** Who brings the rows in for the lane, where it does not push them itself. */
  witness?: Witness
  /** The log as the lane knows it: nothing of the push is settled in another (E2). */
  log?: KnownLog
}

/** What became of a push. */
export type PushResult = {
  /** The documents that differ from what was sent (U2). */
  conflicts: Record<string, unknown>[]
  /** How many were refused. */
  refused: number
  /** Ids of the documents that were here before; asked of a push with a witness only. */
  known: ReadonlySet<unknown>
}

export type PushDesk = {
  /** @throws ApiError sync/epoch-changed where the log is not the one that the lane knows; sync/busy */
  push(request: PushRequest): Promise<PushResult>
}

declare module 'fastify' {
  interface FastifyInstance {
    pushDesk: PushDesk
  }
}

/**
 * Opens the desk where all pushes of this node are settled, one desk a node: rows of one tenant and collection that arrive together
 * share a transaction (U4), and each has an outcome of its own (U1).
 */
export function openPushDesk(deps: Deps, collections: Collections): PushDesk {
  const { traces = noTraces } = deps
  const queue = openSettleQueue<JudgedRow, Settled | AnotherLog>({
    most: batchSize,
    isPassing: isConnectionError,
    isGone: (row) => row.isLate,
    sender: ({ caller, device }) => device?.id ?? caller.userId,
    bond: ({ raw }) => (typeof raw['transferId'] === 'string' ? raw['transferId'] : undefined),
    settle: async (key, rows) => {
      const [tenantId, name] = key.split(' ') as [string, CollectionName]
      const ended = deps.metrics.settleSeconds.startTimer({ collection: name })
      const settled = await traces.within(`settle ${name}`, { 'omnisync.documents': rows.length }, () =>
        inTransaction(deps.database.tenant(tenantId), (tx) =>
          settleInLog(tx, deps, tenantId, collections[name], rows),
        ),
      )
      ended()
      deps.news.logMoved(tenantId)
      return settled
    },
  })

  const turn = openTurns()
  new Gauge({
    name: 'omnisync_push_waiting',
    help: 'Pushed documents that wait for their batch',
    registers: [deps.metrics.registry],
    collect() {
      this.set(queue.depth())
    },
  })

  async function push({ collection, caller, device, rows, witness, log }: PushRequest): Promise<PushResult> {
    await turn()
    const feature = pushOf(collections[collection])
    const from = { caller, device, witness: witness ?? null, log: log ?? {} }
    const judged = rows.map((row) => judgeRow(feature, row, from))
    const waiting = queue.add(`${caller.tenantId} ${collection}`, judged)
    const ends = await Promise.all(
      waiting.map((outcome, index) => orUnsettled(outcome, judged[index] as JudgedRow, deps, collection)),
    )
    const settled = ends.map((end) => {
      if (isAnotherLog(end)) throw new ApiError('sync/epoch-changed', { epoch: end.epoch, head: end.head })
      return end
    })
    for (const it of settled) deps.metrics.settledDocuments.inc({ collection, outcome: wordFor(it) })
    // 503 only where nothing can be said of any row; else what is unsettled is said to be pending, and comes again.
    if (settled.length > 0 && settled.every((it) => it === 'unsettled'))
      throw new ApiError('sync/busy', undefined, 1)
    const conflicts = settled.flatMap((it, index) => answerOf(it, judged[index] as JudgedRow))
    const refused = settled.filter((it) => it !== 'unsettled' && it.outcome.kind === 'refused').length
    const known = judged.filter((_, index) => isKnown(settled[index])).map(({ raw }) => raw['id'])
    return { conflicts, refused, known: new Set(known) }
  }

  return { push }
}

/** Settles what was sent to this log; the rest is told that it is another now (E2). */
async function settleInLog(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  collection: Collection,
  rows: readonly JudgedRow[],
): Promise<(Settled | AnotherLog)[]> {
  return withinLog(tx, tenantId, collection, deps.now(), async (judgeLog) => {
    const judged = rows.map(({ caller, log }) => judgeLog(caller, log))
    const ours = rows.filter((_, index) => !judged[index])
    const taken = ours.length === 0 ? [] : await settleRows(tx, deps, tenantId, collection, ours)
    const settled = taken[Symbol.iterator]()
    return judged.map((another) => another ?? (settled.next().value as Settled))
  })
}

function isAnotherLog(end: Settled | AnotherLog | 'unsettled'): end is AnotherLog {
  return typeof end === 'object' && 'kind' in end
}

/** What became of a document, for the metrics; of a repeat, what became of the first. */
function wordFor(settled: Settled | 'unsettled'): string {
  if (settled === 'unsettled') return 'unsettled'
  const { outcome } = settled
  if (outcome.kind === 'refused') return 'refused'
  const status = outcome.kind === 'differs' ? outcome.document['status'] : undefined
  return status === 'accepted' || status === 'conflict' ? status : 'done'
}

function isKnown(settled: Settled | 'unsettled' | undefined): boolean {
  return typeof settled === 'object' && settled.known
}

/**
 * An outcome, or that there is none in time (U7). A document that alone makes Postgres refuse its data is nobody
 * else's problem: it is kept as a dead letter like any other that does not fit.
 */
async function orUnsettled(
  settled: Promise<Settled | AnotherLog>,
  row: JudgedRow,
  deps: Deps,
  name: CollectionName,
): Promise<Settled | AnotherLog | 'unsettled'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'unsettled'>((resolve) => {
    timer = setTimeout(() => {
      row.isLate = true
      resolve('unsettled')
    }, patience)
  })
  try {
    return await Promise.race([settled, late])
  } catch (error) {
    if (!isDataError(error)) {
      deps.logger.error(
        { err: error, collection: name },
        'a pushed document could not be settled; it will come again',
      )
      return 'unsettled'
    }
    return await keepGuilty(row, deps, name, error)
  } finally {
    clearTimeout(timer)
  }
}

async function keepGuilty(
  row: JudgedRow,
  deps: Deps,
  name: CollectionName,
  error: Error,
): Promise<Settled | 'unsettled'> {
  const outcome: Outcome = {
    kind: 'refused',
    code: 'document/invalid',
    details: `the database refused it: ${error.message}`,
  }
  const { tenantId } = row.caller
  try {
    const settled = { outcome, known: false }
    await inTransaction(deps.database.tenant(tenantId), async (tx) => {
      await keepDeadLetters(tx, deps, tenantId, refusedOf(outcome, row, name))
      await hearWitnesses(tx, tenantId, [row], [settled])
    })
    return settled
  } catch (failure) {
    deps.logger.error(
      { err: failure, collection: name },
      'a dead letter could not be kept; the document will come again',
    )
    return 'unsettled'
  }
}

function answerOf(settled: Settled | 'unsettled', row: JudgedRow): Record<string, unknown>[] {
  if (settled === 'unsettled') return [{ ...row.raw, status: 'pending', seq: 0 }]
  const { outcome } = settled
  if (outcome.kind === 'same') return []
  if (outcome.kind === 'differs') return isSame(outcome.document, row.raw) ? [] : [outcome.document]
  // Of two documents under one id the first stands, whatever its status (U3).
  if (outcome.current && outcome.code === 'document/id-reused') return [outcome.current]
  const rejection = { code: outcome.code, message: `${rejections[outcome.code]} (${outcome.details})` }
  if (!outcome.current) return [{ ...row.raw, seq: 0, _deleted: false, status: 'rejected', rejection }]
  // A product has a status of its own, which an edit that was refused does not change.
  return [{ status: 'rejected', ...outcome.current, rejection }]
}

/** Whether somebody sent just what the server has (U2): told by the position first, which what is new has not yet. */
function isSame(document: Record<string, unknown>, raw: Record<string, unknown>): boolean {
  return document['seq'] === raw['seq'] && canonicalJson(document) === canonicalJson(raw)
}
