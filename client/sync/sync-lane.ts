import { BehaviorSubject, Subject, type Observable } from 'rxjs'
import {
  collectionNames,
  toldNames,
  type CollectionName,
  type ToldName,
} from '../../shared/sync/collections.ts'
import type { Databases, FactCollections, KeptCollection } from '../database/open-databases.ts'
import { pruneOld } from '../database/prune-orders.ts'
import { facts as factNames, intents, isIntent } from '../database/schemas.ts'
import type { SyncState } from '../database/shop.ts'
import type { Unsent } from '../database/unsent.ts'
import { createApi, type ApiParts } from './api.ts'
import { backoffMs, waitFor } from './backoff.ts'
import { check } from './check.ts'
import { epochMemory } from './epoch-memory.ts'
import { firstLoads } from './first-load.ts'
import { lead, type Locks } from './lead.ts'
import { createLine, isOfBefore, type Line } from './line.ts'
import type { PulledDocument } from './pull.ts'
import type { Attempt } from './push.ts'
import { createReporter } from './report.ts'
import { keepReplicating, type Replicator } from './replicate.ts'
import { listen } from './stream.ts'
import { toucher } from './touch.ts'

export type LaneParts = Omit<ApiParts, 'patienceMs'> & {
  databases: Databases
  /** The facts, once they may be replicated. */
  facts: Promise<FactCollections>
  /** Resolves when nobody waits for a sale: bulk work gives way to it. */
  free(): Promise<void>
  /** The branch that the lane stands in. */
  branchId: string | null
  /** The one branch whose rows the user is shown; null where they see all (P2). */
  seesBranch: string | null
  unsent: Unsent
  locks: Locks
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  openSocket(url: string): WebSocket
  /** Origin for the stream, `ws:` or `wss:`. */
  socketUrl: string
  /**
   * Takes pulled rows into memory before they are on disk; `force` where they replace rows of the same position.
   * Resolves when they can be seen.
   */
  received(name: CollectionName, documents: readonly PulledDocument[], force: boolean): Promise<unknown>
  /** Rows of a collection are about to be healed: what was kept of it elsewhere must not outlive them (C5). */
  healing(name: CollectionName): Promise<void>
  /** A collection is on the device up to this position. */
  reached(name: CollectionName, seq: number): void
  /** Rows of a page of facts. Larger is faster, smaller lets checkouts through sooner. */
  pageSize?: number
}

type LaneState = Pick<SyncState, 'isWriter' | 'firstLoad' | 'restarts' | 'healed'>

export type SyncLane = {
  readonly state$: Observable<LaneState>
  readonly line: Line
  /** What the log told of that no device keeps; all of it where anything may have been missed (S4). */
  readonly told$: Observable<ToldName>
  readonly attempts: ReadonlyMap<string, Attempt>
  isWriter(): boolean
  syncNow(): Promise<void>
  loggedIn(): void
  lookAtLine(): void
  check(): Promise<ReadonlyMap<CollectionName, number>>
  /**
   * Asks the server about one document at once, past the queue, in one try: for what its word alone decides (M5).
   * Null where no answer came. What was written comes back by the pull.
   */
  ask(name: CollectionName, document: object, assumed: object): Promise<Record<string, unknown> | null>
  /** For the supervisor's storage: a call failed for good, so every replication begins anew (C1). */
  storageFailed(error: unknown): void
  close(): Promise<void>
}

/** Between two checks by digest (C5), looks at the queue (C7), prunings (P2), and pulls without news. Milliseconds. */
const every = {
  check: 15 * 60_000,
  touch: 10_000,
  prune: 6 * 3_600_000,
  pull: 5 * 60_000,
}

type Round = { epoch: string; replicators: Map<CollectionName, Replicator>; signal: AbortSignal }

/**
 * Replicates a lane's data for as long as it is open: waits to be its one writer (C2), replicates every collection
 * under the server's epoch, listens for news, compares, touches and prunes.
 */
export function openLane(parts: LaneParts): SyncLane {
  const { databases, unsent, speed = 1 } = parts
  const closing = new AbortController()
  const attempts = new Map<string, Attempt>()
  const sending = new Set<string>()
  const epochs = epochMemory(parts.memory, databases.name)
  const state$ = new BehaviorSubject<LaneState>({ isWriter: false, firstLoad: null, restarts: 0, healed: 0 })
  const told$ = new Subject<ToldName>()
  const lastTold = new Map<ToldName, number>()
  const change = (next: Partial<LaneState>) => state$.next({ ...state$.value, ...next })
  const loads = firstLoads(collectionNames, parts.now, () => change({ firstLoad: loads.progress() }))
  const collections = new Map<CollectionName, KeptCollection>(Object.entries(databases.collections) as never)
  const reporter = createReporter(unsent, parts.now)
  const touch = toucher(databases, unsent, sending)
  const api = createApi({ ...parts, patienceMs: 20_000 })
  let round: Round | null = null
  let endRound: () => void = () => {}
  const line = createLine({
    now: parts.now,
    random: parts.random,
    speed,
    epochChanged() {
      epochs.forget()
      endRound()
    },
    waking: () => api.tryNow(),
  })
  const common = { api, line, random: parts.random, speed }

  /** This tab holds the lock: where the work ends by an error, no other tab would take it up (C3). */
  async function keepWorking(signal: AbortSignal): Promise<void> {
    for (let failed = 0; !signal.aborted; failed += 1) {
      await work(signal).catch(() => endRound())
      await Promise.all([...(round?.replicators.values() ?? [])].map((it) => it.stop()))
      await waitFor(backoffMs(failed, parts.random) / speed, signal).catch(() => {})
    }
  }

  async function work(signal: AbortSignal): Promise<void> {
    let last: string | null = null
    for (let vain = 0; !signal.aborted;) {
      const epoch = await epochs.current(common, signal)
      // Refused under an epoch that has not changed: its server has yet to notice what became of its database (C3).
      if (epoch === last) await waitFor(backoffMs(vain, parts.random) / speed, signal)
      vain = epoch === last ? vain + 1 : 0
      last = epoch
      const ended = new AbortController()
      const end = () => ended.abort(new Error('the round is over'))
      signal.addEventListener('abort', end)
      endRound = end
      // Intents before facts: an unsent order goes out before a catalogue comes in.
      const replicators = new Map<CollectionName, Replicator>()
      round = { epoch, signal: ended.signal, replicators }
      for (const name of intents) replicators.set(name, replicateOne(databases.collections[name], epoch))
      const chores = [hear(round), ...choresOf(round), replicateFacts(round)]
      await Promise.allSettled(chores)
      await Promise.all([...round.replicators.values()].map((it) => it.stop()))
      signal.removeEventListener('abort', end)
      round = null
    }
  }

  async function replicateFacts({ epoch, replicators, signal }: Round): Promise<void> {
    const ended = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
    const facts = await Promise.race([parts.facts, ended])
    if (facts === null || signal.aborted) return
    for (const name of factNames) {
      collections.set(name, facts[name])
      replicators.set(name, replicateOne(facts[name], epoch))
    }
  }

  function replicateOne(collection: KeptCollection, epoch: string): Replicator {
    const name = collection.name as CollectionName
    /** Pulls from nothing: what was known before, under another epoch perhaps, is no newer whatever its position. */
    let anew = false
    const recovery = epochs.recovery(epoch, name)
    return keepReplicating({
      ...common,
      collection,
      epoch,
      pushes: isIntent(name) && parts.deviceId !== null,
      place: parts,
      recovery,
      pageSize: isIntent(name) ? 200 : (parts.pageSize ?? 1000),
      slices: isIntent(name) ? 1 : 2,
      free: isIntent(name) ? async () => {} : parts.free,
      attempts,
      sending,
      async begins(fromNothing) {
        anew = fromNothing
        // An intent may be empty, and is whole all the same. Facts from nothing are taken for lost: what the device
        // remembers outlives their store, which may be thrown away.
        const isFirst = !recovery.wasWhole() || (fromNothing && !isIntent(name))
        loads.begins(name, isFirst)
        if (!isFirst) return
        void countOf(name)
        // Of runs before, which were cut short.
        if (!fromNothing) loads.found(name, await rowsIn(collection))
      },
      received(documents) {
        loads.received(name, documents.length)
        if (loads.lacksTotal(name)) void countOf(name)
        return parts.received(name, documents, anew)
      },
      reached(seq, done) {
        if (!done) return
        anew = false
        recovery.whole()
        loads.finished(name)
        parts.reached(name, seq)
      },
      restarted: () => change({ restarts: state$.value.restarts + 1 }),
    })
  }

  const counting = new Set<CollectionName>()
  /** One try, and one with each page until it is known: a progress bar without a total is still a progress bar. */
  async function countOf(name: CollectionName): Promise<void> {
    if (counting.has(name)) return
    counting.add(name)
    const answer = await api.digest(name, null, closing.signal).finally(() => counting.delete(name))
    if (answer.kind === 'done') loads.total(name, answer.value.count)
  }

  async function hear({ epoch, replicators, signal }: Round): Promise<void> {
    const pullAll = () => {
      for (const it of replicators.values()) it.resync()
    }
    await listen({
      ...common,
      epoch,
      signal,
      url: parts.socketUrl,
      deviceId: parts.deviceId,
      open: parts.openSocket,
      reporter,
      moved(heads) {
        for (const name of toldNames) {
          const at = heads?.[name] ?? 0
          if (heads !== null && at <= (lastTold.get(name) ?? 0)) continue
          lastTold.set(name, at)
          told$.next(name)
        }
        if (heads === null) pullAll()
        else
          for (const name of collectionNames)
            if ((heads[name] ?? 0) > (replicators.get(name)?.reached() ?? 0)) replicators.get(name)?.resync()
      },
    })
  }

  function choresOf(current: Round): Promise<void>[] {
    const { signal, replicators } = current
    const isOnline = () =>
      line.state().connection === 'online' && !line.state().needsLogin && !line.state().stopped
    return [
      repeat(
        every.touch,
        signal,
        async () => {
          // The first look touches at once: what an earlier run left unsent may lie behind RxDB's checkpoint.
          await touch(parts.now(), isOnline(), state$.value.isWriter && firstLook ? 0 : undefined)
          firstLook = false
        },
        3_000,
      ),
      repeat(every.pull, signal, async () => {
        for (const it of replicators.values()) it.resync()
      }),
      repeat(every.check, signal, async () => void (await checkAll(current)), 5_000),
      repeat(every.prune, signal, async () => void (await pruneOld(databases, api.serverNow())), 30_000),
    ]
  }
  let firstLook = true

  /**
   * Does a chore every so often until the round ends; one that fails is done again the next time. What a chore waits for
   * may never come: RxDB cleans up when all is in step, which a replication that was cancelled before never is.
   */
  async function repeat(
    ms: number,
    signal: AbortSignal,
    chore: () => Promise<void>,
    firstMs = ms,
  ): Promise<void> {
    const over = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    )
    over.catch(() => {})
    for (let wait = firstMs; ; wait = ms) {
      await waitFor(wait / speed, signal)
      await Promise.race([chore().catch(() => {}), over])
    }
  }

  async function checkAll({ epoch, replicators, signal }: Round): Promise<Map<CollectionName, number>> {
    const healed = new Map<CollectionName, number>()
    // What is still loading for the first time differs anyway.
    while (loads.progress() !== null) await waitFor(500 / speed, signal)
    for (const [name, replicator] of replicators) {
      const collection = collections.get(name)
      if (!collection) continue
      const own = { collection, replicator, api, line, signal, seesBranch: parts.seesBranch }
      const fix = async () => {
        // Fetched when there is something to heal, which is hardly ever.
        const { repair } = await import('./repair.ts')
        return await repair({
          ...own,
          epoch,
          place: parts,
          healing: () => parts.healing(name),
          healed: (documents) => parts.received(name, documents, true),
        })
      }
      const outcome = await check({ ...own, repair: fix })
      if (outcome.kind === 'healed') healed.set(name, outcome.rows)
      if (outcome.kind !== 'healed' || outcome.rows === 0) continue
      change({ healed: state$.value.healed + outcome.rows })
      reporter.healed(outcome.rows)
    }
    return healed
  }

  const leading = lead(parts.locks, databases.name, closing.signal, async () => {
    change({ isWriter: true, firstLoad: loads.progress() })
    const working = keepWorking(closing.signal)
    return () => working
  })

  return {
    state$: state$.asObservable(),
    told$: told$.asObservable(),
    line,
    attempts,
    isWriter: () => state$.value.isWriter,
    async syncNow() {
      line.tryNow()
      if (!round) return
      const { replicators, signal } = round
      await touch(parts.now(), true, 0)
      for (const it of replicators.values()) it.resync()
      const inSync = Promise.all([...replicators.values()].map(async (it) => it.running()?.awaitInSync()))
      await Promise.race([inSync, waitFor(15_000 / speed, signal)]).catch(() => {})
    },
    loggedIn: () => line.loggedIn(),
    lookAtLine() {
      line.wake()
      // The smallest question there is: its answer, or that there is none, is what the line goes by.
      round?.replicators.get('branches')?.resync()
    },
    async ask(name, newDocumentState, assumedMasterState) {
      if (!round) return null
      const { epoch, signal, replicators } = round
      const known = replicators.get(name)?.position() ?? { epoch, seq: 0 }
      const asked = line.opened()
      const answer = await api.push(name, [{ newDocumentState, assumedMasterState }], known, signal)
      if (!isOfBefore(line, answer, asked)) line.learned(answer)
      if (answer.kind !== 'done') return null
      replicators.get(name)?.resync()
      return answer.value.conflicts[0] ?? null
    },
    check: async () => (round ? checkAll(round) : new Map()),
    storageFailed(error) {
      for (const it of round?.replicators.values() ?? []) it.restart(error)
    },
    async close() {
      closing.abort(new Error('closed'))
      reporter.stop()
      await leading
    },
  }
}

/** A count that fails costs a number in a progress bar. */
const rowsIn = (collection: KeptCollection): Promise<number> =>
  collection
    .count()
    .exec()
    .catch(() => 0)
