import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Checkpoint } from '../../shared/sync/protocol.ts'
import type { KeptCollection } from '../database/open-databases.ts'
import { rowsWhere } from '../database/rows.ts'
import type { Api } from './api.ts'
import type { Recovery } from './epoch-memory.ts'
import type { Line } from './line.ts'
import type { PulledDocument } from './pull.ts'

type RecoverParts = {
  collection: KeptCollection
  epoch: string
  pushes: boolean
  recovery: Recovery
  api: Api
  line: Line
  signal: AbortSignal
}

/** While a new epoch is recovered (E2): what the server has, by id, once all of it is here; null at any other time. */
export type FirstPull = () => Promise<ReadonlyMap<string, PulledDocument> | null>

/**
 * What the pull that recovers an epoch brings, so that the push sends only what the server lacks (E2). The push waits
 * for it, since the two start side by side and only the pull's checkpoint tells new from known.
 */
export function recover(parts: RecoverParts) {
  const { recovery, signal } = parts
  let pulled: Map<string, PulledDocument> | null = null
  let ready: () => void = () => {}
  const isReady = new Promise<void>((resolve, reject) => {
    ready = resolve
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  isReady.catch(() => {})
  return {
    firstPull: (async () => {
      await isReady
      return pulled
    }) satisfies FirstPull,
    /** Before the first page after `last` is asked for. */
    async begins(last: Checkpoint | undefined, limit: number): Promise<void> {
      if (!parts.pushes || !(await isRecovering(parts, last === undefined))) return ready()
      pulled = new Map()
      if (last) for await (const page of pagesUpTo(parts, last.seq, limit)) this.received(page)
    },
    received(documents: readonly PulledDocument[]): void {
      for (const document of documents) pulled?.set(document.id, document)
    },
    /** The pull has come to its end. */
    ready: () => ready(),
    /** Everything that was here before has been looked at, and what the server lacked has been sent. */
    done(): void {
      if (signal.aborted) return
      recovery.done()
      pulled = null
    },
  }
}

/** Whether the device has rows of before this epoch, which the server may lack. */
async function isRecovering({ collection, recovery }: RecoverParts, fromNothing: boolean): Promise<boolean> {
  if (recovery.isUnfinished()) return true
  if (!fromNothing || (await rowsWhere(collection, { limit: 1 })).length === 0) return false
  recovery.begins()
  return true
}

/**
 * What an earlier run pulled of a recovery that it could not end: RxDB goes on behind it, but only the whole tells
 * what the server lacks.
 */
async function* pagesUpTo(
  parts: RecoverParts,
  upTo: number,
  limit: number,
): AsyncGenerator<PulledDocument[]> {
  const { api, line, epoch, signal } = parts
  const name = parts.collection.name as CollectionName
  for (let from = { epoch, seq: 0 }; from.seq < upTo;) {
    const ask = (until: AbortSignal) => api.pull(name, from, limit, until)
    const answer = await line.ask({ signal, ask })
    if (answer.kind === 'refused') throw new Error(`pull of ${name} refused: ${answer.code}`)
    yield answer.value.documents
    from = answer.value.checkpoint
  }
}
