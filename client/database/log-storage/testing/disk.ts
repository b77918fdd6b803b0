import { IDBFactory as FakeFactory } from 'fake-indexeddb'
import { FORMAT } from '../record.ts'

/** All that lies in a log at one moment: the entries of both of its stores. */
export type DiskState = { log: [number, unknown][]; about: [string, unknown][] }

/**
 * An IndexedDB in memory that can fail, and that remembers what lay on it after each transaction that wrote: what a
 * crash at that moment would have left.
 */
export type Disk = {
  indexedDB: IDBFactory
  /** Asked at the start of each writing transaction; what it returns is thrown instead of starting it. */
  fault: () => Error | undefined
  states: Promise<DiskState>[]
}

export function newDisk(): Disk {
  const disk: Disk = { indexedDB: new FakeFactory(), fault: () => undefined, states: [] }
  const open = disk.indexedDB.open.bind(disk.indexedDB)
  disk.indexedDB.open = (name, version) => {
    const request = open(name, version)
    // Before the storage's own listener, so that it never sees the connection without the hooks.
    request.addEventListener('success', () => watch(request.result, disk))
    return request
  }
  return disk
}

function watch(database: IDBDatabase, disk: Disk): void {
  const begin = database.transaction.bind(database)
  database.transaction = (stores, mode, options) => {
    const error = mode === 'readwrite' ? disk.fault() : undefined
    if (error) throw error
    const transaction = begin(stores, mode, options)
    if (mode === 'readwrite') {
      // Begun inside the event, this read stands in line before any later write.
      transaction.addEventListener('complete', () =>
        disk.states.push(read(begin(['log', 'about'], 'readonly'))),
      )
    }
    return transaction
  }
}

/** What lies in a log now. */
export async function stateOf(indexedDB: IDBFactory, name: string): Promise<DiskState> {
  const database = await opened(indexedDB.open(name, FORMAT))
  const state = await read(database.transaction(['log', 'about'], 'readonly'))
  database.close()
  return state
}

/** A disk on which a log lies as `state` says. */
export async function diskWith(state: DiskState, name: string): Promise<Disk> {
  const indexedDB = new FakeFactory()
  const request = indexedDB.open(name, FORMAT)
  request.onupgradeneeded = () => {
    const log = request.result.createObjectStore('log')
    const about = request.result.createObjectStore('about')
    for (const [key, value] of state.log) log.put(value, key)
    for (const [key, value] of state.about) about.put(value, key)
  }
  ;(await opened(request)).close()
  const disk = newDisk()
  return { ...disk, indexedDB }
}

async function read(transaction: IDBTransaction): Promise<DiskState> {
  const entries = async <K>(store: string) => {
    const keys = opened(transaction.objectStore(store).getAllKeys())
    const values = opened(transaction.objectStore(store).getAll())
    const found = await values
    return (await keys).map((key, i) => [key as K, found[i]] as [K, unknown])
  }
  const [log, about] = await Promise.all([entries<number>('log'), entries<string>('about')])
  return { log, about }
}

function opened<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
