import type { LogFile, Replacement } from './log-file.ts'
import { packDocuments, unpackDocuments, type LogRecord, type Part, type Stored } from './record.ts'
import type { LogState } from './replay.ts'
import { isSame, type Shelf } from './shelf.ts'

/** `stored` documents in the log, of which `live` are still what the shelves hold, in `records`. */
export type Weight = { stored: number; live: number; records: number }

/**
 * Dead documents, and records, that a log may hold beyond measure, and about how many documents a record has after
 * compaction: a step reads twice as many at most, so that a write never waits long for its turn. A record of `packFrom`
 * documents or more is packed.
 */
export type Slack = { documents: number; records: number; perRecord: number; packFrom?: number }

export const SLACK: Slack = { documents: 2000, records: 500, perRecord: 1000 }

/** More than half is dead, or the records have become so small that opening takes long; and it grew since `tried`. */
export function isWasteful(now: Weight, tried: Weight, slack: Slack): boolean {
  const grown = now.stored - tried.stored >= slack.documents || now.records - tried.records >= slack.records
  return (
    grown && (now.stored > 2 * now.live + slack.documents || now.records > now.live / 250 + slack.records)
  )
}

type CompactionParts = {
  file: LogFile
  state: LogState
  shelf: (name: string) => Shelf
  inTurn: <T>(task: () => Promise<T>) => Promise<T>
  catchUp: () => Promise<void>
  slack: Slack
}

/**
 * Walks the log from its start to where it ended when the walk began, and replaces runs of records by one that holds
 * only what is still live, at the position of the run's last. So the order stays: a document never moves behind a
 * checkpoint that relies on it, and a walk that is interrupted leaves a log as good as before. Not beyond that end: a
 * purge there may name what the walk has kept. Each step is one transaction and takes its turn between the writes.
 */
export function compaction({ file, state, shelf, inTurn, catchUp, slack }: CompactionParts) {
  let running = false
  return {
    running: () => running,
    async run(isCancelled: () => boolean): Promise<void> {
      running = true
      try {
        const upTo = state.position
        let after = 0
        while (after < upTo && !isCancelled())
          after = await inTurn(async () => (isCancelled() ? upTo : await step(after, upTo)))
      } finally {
        running = false
      }
    },
  }

  /** Returns the position of the last record seen. */
  async function step(after: number, upTo: number): Promise<number> {
    let last = upTo
    let seen = 0
    let read = 0
    let forgets = false
    let by = ''
    const live = new Map<string, { shelf: string; key: string; documents: Stored[] }>()
    let kept = 0
    const see = (position: number, record: LogRecord): boolean => {
      last = position
      by = record.by
      seen++
      for (const part of record.parts) {
        if (part.kind !== 'write') {
          // What a purge or a drop forgot was left out of every record before it, which this walk has seen already.
          forgets = true
          continue
        }
        const { byId } = shelf(part.shelf)
        const documents = unpackDocuments(part).filter((document) =>
          isSame(byId.get(document[part.key] as string), document),
        )
        read += part.count
        kept += documents.length
        const together = live.get(part.shelf)
        if (together) together.documents.push(...documents)
        else live.set(part.shelf, { shelf: part.shelf, key: part.key, documents })
      }
      return kept < slack.perRecord && read < 2 * slack.perRecord
    }
    const replacement = (): Replacement | 'keep' => {
      if (seen === 1 && !forgets && kept === read) return 'keep'
      const parts: Part[] = []
      for (const { shelf: name, key, documents } of live.values()) {
        if (documents.length > 0) parts.push(packDocuments(name, key, '', documents, slack.packFrom))
      }
      return { record: { by, parts }, forgets }
    }
    const run = { after, upTo, end: state.position }
    const outcome = await file.rewrite(run, (next) => see(next.position, next.record), replacement)
    if (outcome === 'behind') {
      await catchUp()
      return after
    }
    state.stored -= read - kept
    state.records -= Math.max(0, seen - (kept > 0 ? 1 : 0))
    return last
  }
}
