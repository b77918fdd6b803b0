import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb'
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup'
import { defaultConflictHandler } from 'rxdb/plugins/core'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { retryingStorage, type Patience } from './retrying-storage.ts'
import { facts, intents, isUnsent, schemas, type Kept } from './schemas.ts'
import type { AnyStorage } from './storages.ts'

export type KeptCollection = RxCollection<Kept>

/** A device's two databases, with all replicated collections by name. */
export type Databases = {
  name: string
  collections: Readonly<Record<CollectionName, KeptCollection>>
  close(): Promise<void>
}

export type DatabasesParts = {
  name: string
  intents: AnyStorage
  facts: AnyStorage
  patience: Patience
  /** Whether other tabs may have the same databases open. */
  multiInstance: boolean
}

/**
 * The name of a device's databases. Tenant, lane and scope (role and branch, P2) are in it: what one may see is never
 * found by another on the same browser. Colleagues of one role at one lane share it, because a lane's unsent orders
 * must go out whoever of them signs in.
 */
export function databaseName(who: {
  tenantId: string
  deviceId: string | null
  role: string
  branchId: string | null
}): string {
  return ['omnisync', who.tenantId, who.deviceId ?? 'nolane', who.role, who.branchId ?? 'all']
    .join('-')
    .toLowerCase()
}

/**
 * Opens what a device writes and what it only reads as two databases, since the two have different storages. Each
 * storage tries failed calls again (C1).
 */
export async function openDatabases({
  name,
  patience,
  multiInstance,
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
  const opened = await Promise.all([open('intents', storages.intents), open('facts', storages.facts)])
  const [written, read] = opened
  const collections = {
    ...(await written.addCollections(creatorsOf(intents))),
    ...(await read.addCollections(creatorsOf(facts))),
  } as unknown as Record<CollectionName, KeptCollection>
  return {
    name,
    collections,
    async close() {
      await Promise.all(opened.map((database) => database.close()))
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
