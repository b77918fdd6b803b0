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
  /** Calls back with each key that another tab has set. Gives what stops it. */
  follow(hear: (key: string) => void): () => void
}

export type MemoryParts = {
  /** The browser's database factory for this. */
  home(): Promise<IDBFactory>
  /** By which the tabs of one browser hear of each other. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>
  /**
   * Holds a change until it is on the disk: a page that is left takes its unfinished transactions with it. Written at
   * once; it may be lost with the power, or come back from before it was emptied.
   */
  bridge?: Bridge
  /** What an earlier version kept elsewhere: taken over once, and `forget` told when it is safe here. */
  older?: { entries(): [string, string][]; forget(keys: string[]): void }
}

export type Bridge = {
  put(key: string, entry: Entry): void
  remove(key: string): void
  entries(): [string, Entry][]
}

/** What is kept under a key. Its version rises with each change, so that of two the newer one is known. */
export type Entry = { value: string | null; version: number }

/** Milliseconds that a disk may take for a few kilobytes. */
const DEADLINE_MS = 5_000
const database = 'omnisync-memory'
const store = 'kept'
/** Says that what an earlier version kept has been taken over: what lies there later is stale. */
const marker = ' taken-over'

/**
 * The memory of this device. Not `localStorage`: Chromium brings that to the disk some seconds late, and a lane that
 * forgets its id opens another database, with its unsent sales in one that nobody opens.
 */
export function createLaneMemory({ home, channel, bridge, older }: MemoryParts): LaneMemory {
  const entries = new Map<string, Entry>()
  const unsaved = new Set<string>()
  const saving = new Set<Promise<void>>()
  const listeners = new Set<(key: string) => void>()
  let connected: Promise<Connection> | null = null

  /** Works with the store; a connection that failed, or that the browser closed, is made anew for the next try. */
  async function withStore<Result>(work: (db: IDBDatabase) => Promise<Result>): Promise<Result> {
    return await patiently(async () => {
      connected ??= home().then(connect)
      try {
        const { db } = await connected
        return await answered(work(db))
      } catch (error) {
        connected = null
        throw error
      }
    }, PATIENCE)
  }

  /** Each change is a transaction of its own that is begun at once. */
  async function save(): Promise<void> {
    const keys = [...unsaved]
    unsaved.clear()
    try {
      // As it is when it is written: a later try must not bring back what was changed since.
      const written = await withStore(async (db) => {
        const batch = keys.map((key) => [key, entryOf(key)] as const)
        await write(db, batch)
        return batch
      })
      for (const [key, { version }] of written) if (entryOf(key).version === version) bridge?.remove(key)
    } catch (error) {
      for (const key of keys) unsaved.add(key)
      throw error
    }
  }

  /** Begins to save; whoever must know asks `kept`, and what was not written goes with the next one. */
  function saveSoon(): void {
    const done = save()
      .catch(() => {})
      .finally(() => saving.delete(done))
    saving.add(done)
  }

  function change(key: string, value: string | null): void {
    const before = entryOf(key)
    if (before.value === value) return
    const entry: Entry = { value, version: before.version + 1 }
    entries.set(key, entry)
    unsaved.add(key)
    bridge?.put(key, entry)
    channel.postMessage({ key, ...entry })
    saveSoon()
  }

  function entryOf(key: string): Entry {
    return entries.get(key) ?? { value: null, version: 0 }
  }

  /** Takes what another tab has set, or what lies on the disk; says whether it was news. */
  function take(key: string, { value, version }: Entry): boolean {
    if (version < entryOf(key).version) return false
    entries.set(key, { value, version })
    return true
  }

  return {
    async open() {
      channel.onmessage = ({ data: { key, ...entry } }: MessageEvent<Entry & { key: string }>) => {
        if (take(key, entry)) for (const hear of listeners) hear(key)
      }
      const found = await withStore(async (db) => {
        const here = await read(db)
        return here.has(marker) || !older ? here : await takeOver(db, older.entries())
      })
      for (const [key, entry] of found) take(key, entry)
      older?.forget(older.entries().map(([key]) => key))
      for (const [key, entry] of bridge?.entries() ?? []) {
        if ((found.get(key)?.version ?? 0) >= entry.version) {
          // From before a power cut, and long on the disk.
          bridge?.remove(key)
        } else if (take(key, entry)) {
          // Of a tab that was left before it had finished.
          unsaved.add(key)
        }
      }
      if (unsaved.size > 0) saveSoon()
    },
    getItem: (key) => entryOf(key).value,
    setItem: (key, value) => change(key, value),
    removeItem: (key) => change(key, null),
    keys: () => [...entries].flatMap(([key, { value }]) => (value === null || key === marker ? [] : [key])),
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

/**
 * The store with the factory that it came from. The factory is held for its own sake: once a bucket of storage is
 * garbage, Chromium neither ends nor aborts the transactions of its databases.
 */
type Connection = { factory: IDBFactory; db: IDBDatabase }

async function connect(factory: IDBFactory): Promise<Connection> {
  const request = factory.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store)
  return { factory, db: await answerOf(request) }
}

/** @throws where the store leaves a transaction unanswered: whoever waits for it must not wait for ever */
async function answered<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser’s store did not answer')), DEADLINE_MS)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}

async function read(db: IDBDatabase): Promise<Map<string, Entry>> {
  const all = db.transaction(store).objectStore(store)
  const [keys, values] = await Promise.all([answerOf(all.getAllKeys()), answerOf(all.getAll())])
  return new Map((keys as string[]).map((key, at) => [key, values[at] as Entry]))
}

function write(db: IDBDatabase, batch: readonly (readonly [string, Entry])[]): Promise<void> {
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
  const all = transaction.objectStore(store)
  for (const [key, entry] of batch) all.put(entry, key)
  return endOf(transaction)
}

/** Looks and writes in one transaction, so that of two tabs which start together only one takes over. */
async function takeOver(db: IDBDatabase, entries: readonly [string, string][]): Promise<Map<string, Entry>> {
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
  const done = endOf(transaction)
  const all = transaction.objectStore(store)
  if ((await answerOf(all.getKey(marker))) === undefined) {
    for (const [key, value] of [...entries, [marker, 'yes']]) all.put({ value, version: 1 }, key)
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
