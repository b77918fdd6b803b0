import { FORMAT, type LogRecord } from './record.ts'

/** Records by position. Positions are handed out one by one, and a position is never used again. */
export type Positioned = { position: number; record: LogRecord }

/** Records after `after`, up to and with `upTo`, in a log that ends at `end`. */
export type Run = { after: number; upTo: number; end: number }

/** What stands in the place of a run. `forgets`: a purge or a drop was in it, and is not in the record. */
export type Replacement = { record: LogRecord; forgets: boolean }

/** What this tab has read of the log is no longer what it says: the browser or another tab threw something away. */
export class LogLostError extends Error {
  override name = 'LogLostError'
  constructor(name: string) {
    super(
      `The local copy "${name}" was thrown away behind this tab. Close it and open it again: what is missing is pulled anew.`,
    )
  }
}

/**
 * The log on disk: one IndexedDB database. Each function is one transaction, so what it does is on disk whole or not
 * at all, and in the order of the calls, whatever is lost behind it.
 *
 * Durability is relaxed: the operating system writes when it likes. After a power cut the end of the log may be
 * missing, never something before it; what is missing is pulled again.
 */
export type LogFile = {
  /** Opens it, and creates it where there is none; from here on it is this log that is meant, read from its start. */
  ready(): Promise<void>
  /**
   * Adds a record after `position` if that is still the end of the log; `behind` when another tab has written since,
   * and nothing was changed. Throws LogLostError when the log is no longer the one that was opened.
   */
  append(position: number, record: LogRecord): Promise<'written' | 'behind'>
  /**
   * At most `limit` records after `position`, in order. Throws LogLostError also when purges after `position` were
   * compacted away, since the tab would keep for ever what they forgot.
   */
  readAfter(position: number, limit: number): Promise<Positioned[]>
  /** Throws away every record after `position`. Other tabs that have the log open lose it (LogLostError). */
  cutAfter(position: number): Promise<void>
  /**
   * Puts one shorter record in the place of a run. `see` is shown the records one by one and says whether it wants
   * another; what `replacement` returns then stands at the position of the last one seen, in one transaction with the
   * removal of all that were seen. `behind`, and nothing done, when the log does not end where the run says.
   */
  rewrite(
    run: Run,
    see: (next: Positioned) => boolean,
    replacement: () => Replacement | 'keep',
  ): Promise<'written' | 'behind'>
  close(): void
}

const LOG = 'log'
const ABOUT = 'about'
type End = 'here' | 'behind' | 'lost'

/** `newId` names a log when it is created or cut, so that a tab notices when it is no longer the one it has read. */
export function logFile(indexedDB: IDBFactory, name: string, newId: () => string): LogFile {
  let connection: Promise<IDBDatabase> | undefined
  let id: string | undefined
  /** Up to where purges were compacted away, as far as this tab knows. */
  let forgotten = 0

  function connected(): Promise<IDBDatabase> {
    connection ??= open(indexedDB, name, newId, () => {
      connection = undefined
    }).catch((error: unknown) => {
      connection = undefined
      throw error
    })
    return connection
  }

  async function transaction<T>(
    mode: IDBTransactionMode,
    work: (on: IDBTransaction, done: (value: T) => void) => void,
  ): Promise<T> {
    const database = await connected()
    return await new Promise<T>((resolve, reject) => {
      let value: T
      // Throws when the connection was closed meanwhile, which rejects: the next try opens another.
      const running = database.transaction([LOG, ABOUT], mode, { durability: 'relaxed' })
      running.oncomplete = () => resolve(value)
      running.onabort = () =>
        reject(running.error ?? new DOMException('The transaction was aborted', 'AbortError'))
      work(running, (it) => {
        value = it
      })
    })
  }

  /** Asks both questions at once and goes on when both are answered: requests are answered in their order. */
  function ifEndsAt(position: number, on: IDBTransaction, then: (end: End) => void): void {
    const about = on.objectStore(ABOUT).get('id')
    const last = on.objectStore(LOG).openKeyCursor(null, 'prev')
    last.onsuccess = () => {
      const end = (last.result?.key as number | undefined) ?? 0
      then(about.result !== id || end < position ? 'lost' : end > position ? 'behind' : 'here')
    }
  }

  function orThrow(outcome: End): 'written' | 'behind' {
    if (outcome === 'lost') throw new LogLostError(name)
    return outcome === 'here' ? 'written' : 'behind'
  }

  return {
    async ready() {
      ;({ id, forgotten } = await transaction<About>('readonly', (on, done) => readAbout(on, done)))
    },

    async append(position, record) {
      const outcome = await transaction<End>('readwrite', (on, done) =>
        ifEndsAt(position, on, (end) => {
          if (end === 'here') on.objectStore(LOG).add(record, position + 1)
          done(end)
        }),
      )
      return orThrow(outcome)
    },

    async readAfter(position, limit) {
      type Answer = { about: About; found: Positioned[] }
      const { about, found } = await transaction<Answer>('readonly', (on, done) => {
        const range = IDBKeyRange.lowerBound(position, true)
        const keys = on.objectStore(LOG).getAllKeys(range, limit)
        const records = on.objectStore(LOG).getAll(range, limit)
        readAbout(on, (about) => {
          const found = records.result.map((record: LogRecord, i) => ({
            position: keys.result[i] as number,
            record,
          }))
          done({ about, found })
        })
      })
      const isGap = about.forgotten > forgotten && position < about.forgotten
      if (about.id !== id || isGap) throw new LogLostError(name)
      forgotten = about.forgotten
      return found
    },

    async cutAfter(position) {
      const cut = newId()
      await transaction<void>('readwrite', (on) => {
        on.objectStore(LOG).delete(IDBKeyRange.lowerBound(position, true))
        on.objectStore(ABOUT).put(cut, 'id')
      })
      id = cut
    },

    async rewrite({ after, upTo, end }, see, replacement) {
      const outcome = await transaction<End>('readwrite', (on, done) =>
        ifEndsAt(end, on, (found) => {
          done(found)
          if (found !== 'here') return
          const log = on.objectStore(LOG)
          let first: number | undefined
          let last: number | undefined
          const finish = () => {
            const chosen = first === undefined ? 'keep' : replacement()
            if (chosen === 'keep') return
            const { record, forgets } = chosen
            log.delete(IDBKeyRange.bound(first, last))
            // An empty record stays where the log ends: its end is where every tab believes it to be.
            if (record.parts.length > 0 || last === end) log.put(record, last)
            if (forgets) on.objectStore(ABOUT).put(last, 'forgotten')
          }
          const cursor = log.openCursor(IDBKeyRange.bound(after, upTo, true))
          cursor.onsuccess = () => {
            const at = cursor.result
            if (!at) return finish()
            last = at.key as number
            first ??= last
            if (see({ position: last, record: at.value as LogRecord })) at.continue()
            else finish()
          }
        }),
      )
      return orThrow(outcome)
    },

    close() {
      void connection?.then((database) => database.close()).catch(() => undefined)
      connection = undefined
    },
  }
}

type About = { id: string; forgotten: number }

function readAbout(on: IDBTransaction, then: (about: About) => void): void {
  const id = on.objectStore(ABOUT).get('id')
  const forgotten = on.objectStore(ABOUT).get('forgotten')
  forgotten.onsuccess = () =>
    then({ id: id.result as string, forgotten: (forgotten.result as number | undefined) ?? 0 })
}

function open(
  indexedDB: IDBFactory,
  name: string,
  newId: () => string,
  onGone: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, FORMAT)
    request.onupgradeneeded = () => {
      const database = request.result
      for (const old of Array.from(database.objectStoreNames)) database.deleteObjectStore(old)
      database.createObjectStore(LOG)
      database.createObjectStore(ABOUT).put(newId(), 'id')
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      const gone = () => {
        database.close()
        onGone()
      }
      // Another tab wants to delete the database or brings a newer format: it must not wait for us.
      database.onversionchange = gone
      database.onclose = gone
      resolve(database)
    }
  })
}
