import { PATIENCE, patiently } from '../database/log-storage/retry.ts'

/**
 * What a device must know of itself after a power cut: which lane it is, who is signed in, the open sale with the money
 * on the counter, receipts on their way to the server. Read and set at once, as text by key; on the disk, strictly (C6),
 * a moment later.
 */
export type LaneMemory = {
  /** Reads all of it, once; before that nothing may be asked. @throws where the browser's store cannot be opened */
  open(): Promise<void>
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  keys(): string[]
  /** Resolves when all that was set so far is on the disk. @throws where it could not be written */
  kept(): Promise<void>
  /** Calls back with each key that another tab, or the worker, has set. Gives what stops it. */
  follow(hear: (key: string) => void): () => void
}

export type MemoryParts = {
  /** The browser's database factory for this. */
  home(): Promise<IDBFactory>
  /** By which tabs and workers of one browser hear of each other. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>
  /** What an earlier version kept elsewhere: taken over once, and `forget` told when it is safe here. */
  older?: { entries(): [string, string][]; forget(keys: string[]): void }
}

type Change = { key: string; value: string | null }

/** The name of the channel by which the tabs and workers of a browser hear of each other's changes. */
export const memoryChannel = 'omnisync.memory'

const database = 'omnisync-memory'
const store = 'kept'
/** Says that what an earlier version kept has been taken over: what lies there later is stale. */
const marker = ' taken-over'

/**
 * The memory of this device. Not `localStorage`: Chromium brings that to the disk some seconds late, and a lane that
 * forgets its id opens another database, with its unsent sales in one that nobody opens.
 */
export function createLaneMemory({ home, channel, older }: MemoryParts): LaneMemory {
  const values = new Map<string, string>()
  const unsaved = new Set<string>()
  const saving = new Set<Promise<void>>()
  const listeners = new Set<(key: string) => void>()
  let connected: Promise<IDBDatabase> | null = null

  /** Works with the store; a connection that failed, or that the browser closed, is made anew for the next try. */
  async function withStore<Result>(work: (db: IDBDatabase) => Promise<Result>): Promise<Result> {
    return await patiently(async () => {
      connected ??= home().then(connect)
      try {
        return await work(await connected)
      } catch (error) {
        connected = null
        throw error
      }
    }, PATIENCE)
  }

  /** Each change is a transaction of its own that is begun at once: a tab that is closed now has handed it over. */
  async function save(): Promise<void> {
    const keys = [...unsaved]
    unsaved.clear()
    try {
      // As it is when it is written: a later try must not bring back what was changed since.
      await withStore((db) => write(db, new Map(keys.map((key) => [key, values.get(key) ?? null]))))
    } catch (error) {
      for (const key of keys) unsaved.add(key)
      throw error
    }
  }

  function change(key: string, value: string | null): void {
    if ((values.get(key) ?? null) === value) return
    take({ key, value })
    unsaved.add(key)
    channel.postMessage({ key, value } satisfies Change)
    // Whoever must know asks `kept`; what was not written goes with the next one.
    const done = save()
      .catch(() => {})
      .finally(() => saving.delete(done))
    saving.add(done)
  }

  function take({ key, value }: Change): void {
    if (value === null) values.delete(key)
    else values.set(key, value)
  }

  return {
    async open() {
      const heard = new Set<string>()
      channel.onmessage = ({ data }: MessageEvent<Change>) => {
        heard.add(data.key)
        take(data)
        for (const hear of listeners) hear(data.key)
      }
      const found = await withStore(async (db) => {
        const here = await read(db)
        return here.has(marker) || !older ? here : await takeOver(db, older.entries())
      })
      for (const [key, value] of found) if (!heard.has(key)) values.set(key, value)
      older?.forget(older.entries().map(([key]) => key))
    },
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => change(key, value),
    removeItem: (key) => change(key, null),
    keys: () => [...values.keys()].filter((key) => key !== marker),
    async kept() {
      await Promise.all(saving)
      if (unsaved.size > 0) await save()
    },
    follow(hear) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
  }
}

/** Whether a memory was begun in this factory. */
export async function hasMemory(factory: IDBFactory): Promise<boolean> {
  return (await factory.databases()).some(({ name }) => name === database)
}

function connect(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store)
  return answerOf(request)
}

async function read(db: IDBDatabase): Promise<Map<string, string>> {
  const all = db.transaction(store).objectStore(store)
  const [keys, values] = await Promise.all([answerOf(all.getAllKeys()), answerOf(all.getAll())])
  return new Map((keys as string[]).map((key, at) => [key, String(values[at])]))
}

function write(db: IDBDatabase, batch: ReadonlyMap<string, string | null>): Promise<void> {
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
  const all = transaction.objectStore(store)
  for (const [key, value] of batch) {
    if (value === null) all.delete(key)
    else all.put(value, key)
  }
  const done = endOf(transaction)
  // Nothing follows in it: told so, the browser finishes it without this page.
  transaction.commit()
  return done
}

/** Looks and writes in one transaction, so that of two tabs which start together only one takes over. */
async function takeOver(db: IDBDatabase, entries: readonly [string, string][]): Promise<Map<string, string>> {
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
  const done = endOf(transaction)
  const all = transaction.objectStore(store)
  if ((await answerOf(all.getKey(marker))) === undefined) {
    for (const [key, value] of entries) all.put(value, key)
    all.put('yes', marker)
  }
  await done
  return await read(db)
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser’s store did not answer'))
  })
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser’s store took nothing'))
  })
}
