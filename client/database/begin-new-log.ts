/** More than Chromium holds in memory before it writes a table and begins a new log: at most four megabytes. */
const ENOUGH = 90
/** Bytes of each: above 64 KB Chromium keeps a value in a file of its own, past the log. */
const EACH = 60_000
const database = 'omnisync-new-log'
const store = 'filling'

/**
 * Has Chromium bring what a bucket's databases hold into a table, and begin a new log for what follows. At every start,
 * before anything is promised to be kept.
 *
 * Behind a power failure the log may end in zeros: a file system knows of its new length before it has its bytes (seen
 * with ext4). Chromium writes on behind them, strictly, as asked; and at the next start takes the rest of that 32 KB
 * block for empty, or the whole store for damaged and begins with an empty one. Sales that had their tick were gone, and
 * with them who the lane was: at two of four series of power cuts, and each time in the story of this. Who has not
 * LevelDB below has nothing of it and loses a moment.
 *
 * @param factory of the bucket; its databases share one log
 * @throws where there is no room for it: then nothing is changed, and the old log goes on
 */
export async function beginNewLog(factory: IDBFactory): Promise<void> {
  const db = await opened(factory)
  try {
    const filling = new Uint8Array(EACH)
    await written(db, (all) => {
      for (let at = 0; at < ENOUGH; at += 1) all.put(filling, at)
    })
    await written(db, (all) => all.clear())
    // What begins a new log is the first write that finds the old one full.
    await written(db, (all) => all.put(true, 'begun'))
  } finally {
    db.close()
  }
}

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser’s store did not open'))
  })
}

function written(db: IDBDatabase, write: (all: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
    write(transaction.objectStore(store))
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser’s store took nothing'))
  })
}
