import type { CollectionName } from '../../shared/sync/collections.ts'
import { isSameLog } from '../../shared/sync/log-name.ts'
import type { Checkpoint, PullAnswer } from '../../shared/sync/protocol.ts'
import type { Api } from './api.ts'
import type { Line } from './line.ts'

export type PulledDocument = PullAnswer['documents'][number]

export type PullParts = {
  name: CollectionName
  epoch: string
  api: Api
  line: Line
  signal: AbortSignal
  /** Resolves when everything up to this position has been written with its checkpoint. */
  writtenUpTo(seq: number): Promise<void>
  /** Resolves when a page may be written: not while somebody waits for a sale. */
  free(): Promise<void>
  /** Takes a page into memory, before anything is on disk: the till sells from the first page on. */
  received(documents: readonly PulledDocument[]): void
  /** The device now has all up to this position: `done` where the page was not full. */
  reached(checkpoint: Checkpoint, done: boolean): void
}

/**
 * RxDB's pull handler. It returns a page only when the last but one has been written: RxDB has no back-pressure of
 * its own, pulls outrun the disk, and everything lands in one giant write (measured: a freeze of 4 s). With one page on
 * its way to the disk and one behind it, neither the disk nor the thread waits for the other.
 */
export function pullHandler(parts: PullParts) {
  const { name, epoch, api, line, signal } = parts
  let delivered = 0
  let before = 0
  return async (last: Checkpoint | undefined, limit: number) => {
    // As it was told: the log's name says whether the first pull began after the last purge (L5).
    const from = last && isSameLog(last.epoch, epoch) ? last : { epoch, seq: 0 }
    const answer = await line.ask({ signal, ask: (until) => api.pull(name, from, limit, until) })
    if (answer.kind === 'refused')
      throw new Error(`pull of ${name} refused: ${answer.code} ${answer.message}`)
    const { documents, checkpoint } = answer.value
    parts.received(documents)
    if (before > 0) await parts.writtenUpTo(before)
    await parts.free()
    signal.throwIfAborted()
    if (documents.length > 0) [before, delivered] = [delivered, checkpoint.seq]
    const done = documents.length < limit
    if (done && documents.length > 0) {
      void parts.writtenUpTo(checkpoint.seq).then(
        () => parts.reached(checkpoint, true),
        () => {},
      )
    } else parts.reached(checkpoint, done)
    return { documents, checkpoint }
  }
}
