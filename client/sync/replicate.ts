import { Subject } from 'rxjs'
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication'
import { isSameLog } from '../../shared/sync/log-name.ts'
import type { Checkpoint } from '../../shared/sync/protocol.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import type { Kept } from '../database/schemas.ts'
import type { Api } from './api.ts'
import { backoffMs, waitFor } from './backoff.ts'
import type { LanePlace } from './brings-back.ts'
import type { Recovery } from './epoch-memory.ts'
import type { Line } from './line.ts'
import { pullHandler, type PulledDocument } from './pull.ts'
import { pushHandler, type Attempt } from './push.ts'
import { recover, type FirstPull } from './recover.ts'
import { watchCheckpoint } from './watch-checkpoint.ts'
import { watchQueues } from './watch-queues.ts'

type State = RxReplicationState<Kept, Checkpoint>

export type ReplicateParts = {
  collection: KeptCollection
  epoch: string
  pushes: boolean
  place: LanePlace
  recovery: Recovery
  pageSize: number
  api: Api
  line: Line
  random(): number
  speed: number
  attempts: Map<string, Attempt>
  sending: Set<string>
  /** The first pull of a replication starts, from nothing or from where it was; nothing is asked for before it resolves. */
  begins(fromNothing: boolean): Promise<void>
  /** Resolves when whoever shows them has taken them in. */
  received(documents: readonly PulledDocument[]): Promise<unknown>
  /** A page is handed over in so many parts. */
  slices: number
  /** Resolves when a page may be written. */
  free(): Promise<void>
  /** All up to this position is on the device. */
  reached(seq: number, done: boolean): void
  /** A replication was thrown away and begun anew after an error of the storage (C1). */
  restarted(error: unknown): void
}

/** One collection's replication, kept alive. */
export type Replicator = {
  readonly name: string
  /** Asks the server for what is new. */
  resync(): void
  /** Up to where everything is on the device; 0 until a pull has come to its end. */
  reached(): number
  /** How far the collection was pulled, as the server named it: what a push is judged by (L5). */
  position(): Checkpoint
  /** The replication as it runs now; null between two. */
  running(): State | null
  /** Begins anew after a failure that was seen elsewhere. */
  restart(error: unknown): void
  stop(): Promise<void>
}

/** The name of a collection's replication under an epoch (E2): its checkpoints belong to that epoch and no other. */
export function identifierOf(epoch: string): string {
  return `omnisync-v1-${epoch}`
}

/**
 * Replicates a collection until stopped. Every error that reaches RxDB comes from the storage, since the handlers
 * wait the network out themselves. After one, RxDB goes on and skips what it failed at; so this replication is
 * cancelled in the same instant, before it can move its checkpoint, and a new one begins where the old one was (C1).
 */
export function keepReplicating(parts: ReplicateParts): Replicator {
  const stopped = new AbortController()
  let current: { state: State; resync: Subject<'RESYNC'>; fail(error: unknown): void } | null = null
  let reachedSeq = 0
  let position: Checkpoint = { epoch: parts.epoch, seq: 0 }

  async function run(): Promise<void> {
    for (let failures = 0; !stopped.signal.aborted;) {
      const startedAt = Date.now()
      const error = await once()
      if (stopped.signal.aborted) return
      parts.restarted(error)
      failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1
      await waitFor(backoffMs(Math.min(failures - 1, 5), parts.random) / parts.speed, stopped.signal).catch(
        () => {},
      )
    }
  }

  /** One replication from start to failure; resolves with the error when all of it has ended. */
  async function once(): Promise<unknown> {
    const ended = new AbortController()
    const resync = new Subject<'RESYNC'>()
    const checkpoint = watchCheckpoint(ended.signal)
    const recovering = recover({ ...parts, signal: ended.signal })
    let begun = false
    const pull = pullHandler({
      name: parts.collection.name as never,
      epoch: parts.epoch,
      api: parts.api,
      line: parts.line,
      signal: ended.signal,
      writtenUpTo: checkpoint.writtenUpTo,
      free: parts.free,
      received(documents) {
        recovering.received(documents)
        return parts.received(documents)
      },
      slices: parts.slices,
      reached({ seq }, done) {
        if (done) {
          reachedSeq = Math.max(reachedSeq, seq)
          recovering.ready()
        }
        parts.reached(seq, done)
      },
    })
    if (!parts.pushes) hasNothingToSend(parts.collection)
    const state: State = replicateRxCollection<Kept, Checkpoint>({
      replicationIdentifier: identifierOf(parts.epoch),
      collection: parts.collection,
      live: true,
      // The handlers wait themselves; what fails beyond them ends the replication.
      retryTime: 50,
      // Web Locks decide who replicates (C2). Left on, the toggle starts replication in tabs that do not lead.
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      pull: {
        batchSize: Math.ceil(parts.pageSize / parts.slices),
        stream$: resync,
        async handler(last, limit) {
          checkpoint.follow(state.metaInstance)
          if (last && isSameLog(last.epoch, parts.epoch)) position = last
          if (!begun) {
            begun = true
            await parts.begins(last === undefined)
            await recovering.begins(last, limit * parts.slices)
          }
          return (await pull(last, limit)) as never
        },
      },
      ...(parts.pushes
        ? { push: { batchSize: 100, handler: pushOf(ended.signal, recovering.firstPull) as never } }
        : {}),
    })
    const failed = new Promise<unknown>((resolve) => {
      const fail = (error: unknown) => {
        if (ended.signal.aborted) return
        // In this very moment: one microtask later RxDB may have written its next checkpoint.
        state.internalReplicationState?.events.canceled.next(true)
        ended.abort(new Error('the replication is over'))
        resolve(error)
      }
      current = { state, resync, fail }
      state.error$.subscribe(fail)
      state.awaitInitialReplication().then(recovering.done, () => {})
      state.startPromise.then(() => watchQueues(state.internalReplicationState, fail)).catch(fail)
      stopped.signal.addEventListener('abort', () => fail(stopped.signal.reason))
      if (stopped.signal.aborted) fail(stopped.signal.reason)
    })
    const error = await failed
    current = null
    resync.complete()
    await cancelled(state)
    return error
  }

  function pushOf(signal: AbortSignal, firstPull: FirstPull) {
    let handler: ReturnType<typeof pushHandler> | null = null
    return (rows: Parameters<ReturnType<typeof pushHandler>>[0]) => {
      const { api, line, place, recovery, random, speed, attempts, sending } = parts
      const { collection } = parts
      const name = collection.name as never
      const given = {
        name,
        collection,
        position: () => position,
        place,
        api,
        line,
        signal,
        random,
        speed,
        attempts,
        sending,
        firstPull,
        hasLost: () => !recovery.wasInStep(),
      }
      handler ??= pushHandler(given)
      return handler(rows)
    }
  }

  const running = run()
  return {
    name: parts.collection.name,
    resync: () => current?.resync.next('RESYNC'),
    reached: () => reachedSeq,
    position: () => position,
    running: () => current?.state ?? null,
    restart: (error) => current?.fail(error),
    async stop() {
      stopped.abort(new Error('stopped'))
      await running
    },
  }
}

/**
 * Who only pulls has nothing to send. Asked what it has, a store would make an index of all its documents by when they
 * were written, for the answer "none": half a second for a hundred thousand, in which a sale waits.
 */
function hasNothingToSend({ storageInstance }: KeptCollection): void {
  storageInstance.getChangedDocumentsSince = async (_, checkpoint) => ({ documents: [], checkpoint })
}

/** Ends a replication whatever state it is in: RxDB's cancel waits for its queue of checkpoints, which may never end. */
async function cancelled(state: State): Promise<void> {
  const inner = state.internalReplicationState
  if (inner) {
    const queue = inner.checkpointQueue.catch(() => {})
    inner.checkpointQueue = Promise.race([queue, new Promise<void>((resolve) => setTimeout(resolve, 2_000))])
  }
  await state.cancel().catch(() => state.metaInstance?.close())
}
