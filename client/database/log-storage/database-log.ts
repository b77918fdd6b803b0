import type { RxStorageWriteError } from 'rxdb/plugins/core'
import { compaction, isWasteful, type Slack, type Weight } from './compact.ts'
import { LogLostError, type LogFile } from './log-file.ts'
import { newsBetweenTabs, type News } from './news.ts'
import { packDocuments, weightOf, type LogRecord, type Part } from './record.ts'
import { readOn, replay, type LogState } from './replay.ts'
import { patiently } from './retry.ts'
import { acceptedDocuments, apply, decide, empty, emptyShelf, forget, type Row, type Shelf } from './shelf.ts'
import { turns } from './turns.ts'

/**
 * What a log has to tell besides its documents, for the status page and the tests. After `lost` this tab's documents
 * no longer change and every write rejects: close the database and open it again.
 */
export type LogReport =
  | { kind: 'opened'; database: string; records: number; documents: number }
  | { kind: 'lost'; database: string }
  | { kind: 'damaged'; database: string; after: number; error: unknown }
  | { kind: 'compacted'; database: string; before: Weight; after: Weight }
  | { kind: 'compaction failed'; database: string; error: unknown }

/**
 * All collections of one database in memory, and one log of what was done to them, in order. One log and not one a
 * collection: RxDB writes the documents of a page first and the checkpoint second, into two storage instances, and a
 * checkpoint that outlived its documents would lose them for ever (C1). In one log whatever keeps a record keeps all
 * before it.
 */
export type DatabaseLog = {
  shelf(name: string): Shelf
  /** Resolves when the rows are in the log and on the shelf; conflicts are returned; rejects when nothing was written. */
  write(
    shelf: string,
    key: string,
    rows: Row[],
    context: string,
  ): Promise<RxStorageWriteError<Record<string, unknown>>[]>
  /** Forgets tombstones last written at `until` or before (milliseconds). */
  purge(shelf: string, until: number): Promise<void>
  drop(shelf: string): Promise<void>
  /** From now on other tabs are told of this one's writes, and this one reads theirs. */
  shareWithOtherTabs(): void
  /** Waits for writes under way. */
  close(): Promise<void>
}

export type LogParts = {
  database: string
  file: LogFile
  waits: readonly number[]
  slack: Slack
  /** Names this tab's steps; unique among the tabs. */
  writer: string
  report: (it: LogReport) => void
}

/** Times that reading is begun anew when another tab compacts under it. */
const RESTARTS = 5

export async function openLog({
  database,
  file,
  waits,
  slack,
  writer,
  report,
}: LogParts): Promise<DatabaseLog> {
  const shelves = new Map<string, Shelf>()
  const shelf = (name: string): Shelf => {
    let known = shelves.get(name)
    if (!known) shelves.set(name, (known = emptyShelf()))
    return known
  }
  let news: News | undefined
  let steps = 0

  const state = await readAll()
  report({ kind: 'opened', database, records: state.records, documents: state.stored })

  async function readAll(): Promise<LogState> {
    for (let left = RESTARTS; ; left--) {
      await patiently(() => file.ready(), waits)
      try {
        return await replay(file, shelf, waits, (after, error) =>
          report({ kind: 'damaged', database, after, error }),
        )
      } catch (error) {
        if (!(error instanceof LogLostError) || left === 0) throw error
        shelves.clear()
      }
    }
  }

  const queue = turns()
  let isLost = false
  const inTurn = <T>(task: () => Promise<T>): Promise<T> =>
    queue(async () => {
      try {
        return await task()
      } catch (error) {
        if (error instanceof LogLostError && !isLost) report({ kind: 'lost', database })
        isLost ||= error instanceof LogLostError
        throw error
      }
    })

  const catchUp = () => patiently(() => readOn(file, state, shelf), waits)

  /** `plan` decides on what the shelves hold; it is asked again when another tab has written in between. */
  async function append<T>(plan: () => { parts: Part[]; done: () => T }): Promise<T> {
    const by = `${writer}:${++steps}`
    for (;;) {
      const { parts, done } = plan()
      if (parts.length === 0) return done()
      const record: LogRecord = { by, parts }
      const outcome = await patiently(() => file.append(state.position, record), waits)
      if (outcome === 'written' || (await wasOurs(by))) {
        state.position++
        state.records++
        state.stored += weightOf(record)
        news?.tell(state.position)
        // First on the shelf: weighed before, what was just written would count as dead.
        const answer = done()
        compactWhenWasteful()
        return answer
      }
      await catchUp()
    }
  }

  /** A write may be reported as failed and yet be on disk; the second try then finds its own record. */
  async function wasOurs(by: string): Promise<boolean> {
    const [next] = await patiently(() => file.readAfter(state.position, 1), waits)
    return next?.record.by === by
  }

  const compact = compaction({ file, state, shelf, inTurn, catchUp, slack })
  let triedAt: Weight = { stored: 0, live: 0, records: 0 }
  let closed = false
  function compactWhenWasteful(): void {
    const before = weigh()
    if (closed || compact.running() || !isWasteful(before, triedAt, slack)) return
    triedAt = before
    compact
      .run(() => closed)
      .then(() => report({ kind: 'compacted', database, before, after: (triedAt = weigh()) }))
      // Nothing is lost by it, the log is only longer than it need be; tried again when it has grown further.
      .catch((error: unknown) => report({ kind: 'compaction failed', database, error }))
  }
  function weigh(): Weight {
    let live = 0
    for (const { byId } of shelves.values()) live += byId.size
    return { stored: state.stored, live, records: state.records }
  }
  compactWhenWasteful()

  return {
    shelf,
    write: (name, key, rows, context) =>
      inTurn(() =>
        append(() => {
          const decided = decide(shelf(name), key, rows, context)
          const documents = acceptedDocuments(decided)
          const part =
            documents.length > 0 ? packDocuments(name, key, context, documents, slack.packFrom) : undefined
          return {
            parts: part ? [part] : [],
            done: () => {
              apply(shelf(name), part, decided)
              return decided.errors
            },
          }
        }),
      ),
    purge: (name, until) =>
      inTurn(() =>
        append(() => {
          const ids = tombstones(shelf(name), until)
          return {
            parts: ids.length > 0 ? [{ kind: 'purge', shelf: name, ids }] : [],
            done: () => forget(shelf(name), ids),
          }
        }),
      ),
    drop: (name) =>
      inTurn(() =>
        append(() => ({
          parts: shelf(name).byId.size > 0 ? [{ kind: 'drop', shelf: name }] : [],
          done: () => empty(shelf(name)),
        })),
      ),
    shareWithOtherTabs() {
      news ??= newsBetweenTabs(`omnisync-log:${database}`, (end) => {
        // Whoever cannot read now reads at the next news or before its own next write.
        if (end > state.position) void inTurn(catchUp).catch(() => undefined)
      })
    },
    async close() {
      closed = true
      news?.close()
      await inTurn(async () => file.close())
    },
  }
}

function tombstones({ byId }: Shelf, until: number): string[] {
  const ids: string[] = []
  for (const id of byId.tombstones()) {
    const document = byId.get(id)
    if (document && document._meta.lwt <= until) ids.push(id)
  }
  return ids
}
