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
  /**
   * Takes documents into memory, before anything is on disk: the till sells from the first of them on. Resolves when
   * whoever shows them has taken them in.
   */
  received(documents: readonly PulledDocument[]): Promise<unknown>
  /** A page as it is asked for is handed over in so many parts. */
  slices: number
  /** The device now has all up to this position: `done` where the page was not full. */
  reached(checkpoint: Checkpoint, done: boolean): void
}

/** A page, or what of it was not handed over yet. `from`: the device has all up to there. */
type Page = {
  from: Checkpoint
  documents: readonly PulledDocument[]
  checkpoint: Checkpoint
  /** Nothing comes behind it. */
  isLast: boolean
}

/**
 * RxDB's pull handler. It hands over a slice only when the last but one has been written and the last has been taken
 * in: RxDB has no back-pressure of its own, pulls outrun the disk and the screen, and everything lands in one giant
 * write (measured: a freeze of 4 s). With one slice on its way to the disk and one behind it, neither the disk nor the
 * thread waits for the other. A page is cut into slices so that a checkout, which comes in between, waits for no more
 * than a few milliseconds; the next page is asked for while the last one is written.
 */
export function pullHandler(parts: PullParts) {
  const { name, epoch, api, line, signal } = parts
  let delivered = 0
  let before = 0
  let taken: Promise<unknown> = Promise.resolve()
  let page: Page | null = null
  let ahead: { seq: number; page: Promise<Page> } | null = null

  async function fetchPage(from: Checkpoint, limit: number): Promise<Page> {
    const answer = await line.ask({ signal, ask: (until) => api.pull(name, from, limit, until) })
    if (answer.kind === 'refused')
      throw new Error(`pull of ${name} refused: ${answer.code} ${answer.message}`)
    const { documents, checkpoint } = answer.value
    return { from, documents, checkpoint, isLast: documents.length < limit }
  }

  async function pageFrom(from: Checkpoint, limit: number): Promise<Page> {
    if (page?.from.seq === from.seq) return page
    const asked = ahead?.seq === from.seq ? ahead.page : fetchPage(from, limit)
    ahead = null
    const next = await asked
    if (!next.isLast) {
      const following = fetchPage(next.checkpoint, limit)
      // Whoever comes to ask for it hears of a failure.
      following.catch(() => {})
      ahead = { seq: next.checkpoint.seq, page: following }
    }
    return next
  }

  return async (last: Checkpoint | undefined, limit: number) => {
    // As it was told: the log's name says whether the first pull began after the last purge (L5).
    const from = last && isSameLog(last.epoch, epoch) ? last : { epoch, seq: 0 }
    const whole = await pageFrom(from, limit * parts.slices)
    const documents = whole.documents.slice(0, limit)
    const rest = whole.documents.slice(limit)
    // A page is in the order of the log: all up to its last document is there with it.
    const checkpoint =
      rest.length === 0 ? whole.checkpoint : { ...whole.checkpoint, seq: documents.at(-1)?.seq ?? from.seq }
    page = rest.length === 0 ? null : { ...whole, from: checkpoint, documents: rest }
    await taken
    taken = parts.received(documents).catch(() => {})
    if (before > 0) await parts.writtenUpTo(before)
    await parts.free()
    signal.throwIfAborted()
    if (documents.length > 0) [before, delivered] = [delivered, checkpoint.seq]
    const done = rest.length === 0 && whole.isLast
    if (done && documents.length > 0) {
      void Promise.all([parts.writtenUpTo(checkpoint.seq), taken]).then(
        () => parts.reached(checkpoint, true),
        () => {},
      )
    } else parts.reached(checkpoint, done)
    return { documents, checkpoint }
  }
}
