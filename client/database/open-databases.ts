import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb'
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup'
import { defaultConflictHandler } from 'rxdb/plugins/core'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { retryingStorage, type Patience } from './retrying-storage.ts'
import { facts, intents, isUnsent, schemas, type FactName, type IntentName, type Kept } from './schemas.ts'
import type { AnyStorage } from './storages.ts'

export type KeptCollection = RxCollection<Kept>

export type FactCollections = Readonly<Record<FactName, KeptCollection>>

/** A device's two databases, with the replicated collections by name. */
export type Databases = {
  name: string
  /** What the device writes. */
  collections: Readonly<Record<IntentName, KeptCollection>>
  /** What it only reads: larger, so that it is opened behind. A till sells without. */
  facts: Promise<FactCollections>
  close(): Promise<void>
}

export type DatabasesParts = {
  name: string
  intents: AnyStorage
  facts: AnyStorage
  patience: Patience
  /** Whether other tabs may have the same databases open. */
  multiInstance: boolean
  /** What the facts wait for before they are opened: they would take the disk from what is needed first. */
  first?: Promise<unknown>
  /**
   * The facts could not be opened, for so many times before. Resolves when it is to be tried again, rejects where it is
   * not; by default they are tried once.
   */
  again?(error: unknown, failed: number): Promise<void>
}

/**
 * Opens what a device writes and what it only reads as two databases, since the two have different storages; resolves
 * when the first is open. Each storage tries failed calls again (C1).
 */
export async function openDatabases({
  name,
  patience,
  multiInstance,
  first,
  again = (error) => Promise.reject(error),
  ...storages
}: DatabasesParts): Promise<Databases> {
  addRxPlugin(RxDBCleanupPlugin)
  const open = (part: string, storage: RxStorage<unknown, unknown>) =>
    createRxDatabase({
      name: `${name}-${part}`,
      storage: retryingStorage(storage, patience),
      multiInstance,
      eventReduce: true,
      closeDuplicates: true,
      // Deleted rows are purged by `pruneOld`, not by RxDB behind our back: as late as a timer can be set.
      cleanupPolicy: { minimumCollectionAge: 2_000_000_000, runEach: 2_000_000_000 },
    }) as unknown as Promise<RxDatabase>
  const written = await open('intents', storages.intents)
  const collections = await written.addCollections(creatorsOf(intents))
  let read: RxDatabase | null = null
  const openFacts = async () => {
    await first
    for (let failed = 0; ; failed += 1) {
      try {
        read = await open('facts', storages.facts)
        return await read.addCollections(creatorsOf(facts))
      } catch (error) {
        await read?.close().catch(() => {})
        read = null
        await again(error, failed)
      }
    }
  }
  const opened = openFacts()
  // Whoever needs them hears of a failure; until somebody does it must not end the process.
  opened.catch(() => {})
  return {
    name,
    collections: collections as unknown as Databases['collections'],
    facts: opened as unknown as Databases['facts'],
    async close() {
      await opened.catch(() => {})
      await Promise.all([written.close(), read?.close().catch(() => {})])
    },
  }
}

function creatorsOf(names: readonly CollectionName[]) {
  return Object.fromEntries(names.map((name) => [name, { schema: schemas[name], conflictHandler }]))
}

/** The server's word stands (U2), and what it has not acknowledged is never taken for known (C7). */
const conflictHandler: typeof defaultConflictHandler = {
  isEqual(assumed, local, context) {
    if (context === 'upstream-check-if-equal' && isUnsent(local)) return false
    return defaultConflictHandler.isEqual(assumed, local, context)
  },
  resolve: (input) => input.realMasterState,
}
