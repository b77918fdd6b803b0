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
  const read = Promise.resolve(first).then(() => open('facts', storages.facts))
  const opened = read.then(async (database) => await database.addCollections(creatorsOf(facts)))
  // Whoever needs them hears of a failure; until somebody does it must not end the process.
  opened.catch(() => {})
  return {
    name,
    collections: collections as unknown as Databases['collections'],
    facts: opened as unknown as Databases['facts'],
    async close() {
      await opened.catch(() => {})
      await Promise.all([written.close(), read.then((database) => database.close()).catch(() => {})])
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
