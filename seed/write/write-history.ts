import type { Kysely } from 'kysely'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { writeAudit } from '../../server/audit/write-audit.ts'
import { insertBranches } from '../../server/branches/queries.ts'
import type { Schema } from '../../server/database/schema.ts'
import { insertDeadLetters } from '../../server/dead-letters/queries.ts'
import { insertMovements } from '../../server/inventory/queries.ts'
import { takePositions } from '../../server/log/take-positions.ts'
import { insertOrders } from '../../server/orders/queries.ts'
import { payloadHash } from '../../server/fingerprint.ts'
import type { Entry, Settlement } from '../history/settlement.ts'
import type { LevelRow } from './insert-rows.ts'
import { insertCustomers, insertProducts, putLevels } from './insert-rows.ts'

export type HistoryOptions = {
  tenantId: string
  reorderPointOf: (branchId: string, productId: string) => number | null
  /** Told after each commit what it wrote. */
  onWritten: (settlements: readonly Settlement[]) => void
}

/** Measured: commits of twenty times as many rows would save a quarter of the time (L6). */
const ROWS = 500

/**
 * Writes a history in the order in which it is told, in transactions of whole settlements, so that every commit has
 * its movements and its levels together (O3, O4). While Postgres works on one chunk the next is told: at most two are
 * held in memory, however long the history.
 */
export async function writeHistory(
  db: Kysely<Schema>,
  history: Iterable<Settlement>,
  options: HistoryOptions,
): Promise<void> {
  let before: Promise<void> = Promise.resolve()
  let chunk: Settlement[] = []
  let size = 0
  const send = async () => {
    const full = chunk
    chunk = []
    size = 0
    await before
    before = writeChunk(db, full, options).then(() => options.onWritten(full))
    // Its failure is met at the next await; until then it must not count as one that nobody handles.
    before.catch(() => {})
  }
  for (const each of history) {
    const rows = mostRowsOf(each)
    if (size + rows > ROWS) await send()
    chunk.push(each)
    size += rows
  }
  await send()
  await before
}

/** Each movement may touch a level of its own. */
function mostRowsOf({ entries, audit, letters }: Settlement): number {
  const movements = entries.filter((entry) => entry.collection === 'stockMovements').length
  return entries.length + movements + audit.length + letters.length
}

async function writeChunk(
  db: Kysely<Schema>,
  chunk: readonly Settlement[],
  options: HistoryOptions,
): Promise<void> {
  const { tenantId } = options
  const entries = chunk.flatMap((each) => each.entries)
  const levels = levelsOf(entries, options)
  await db.transaction().execute(async (tx) => {
    await writeAudit(
      tx,
      tenantId,
      chunk.flatMap((each) => each.audit),
    )
    await insertDeadLetters(
      tx,
      tenantId,
      chunk.flatMap((each) => each.letters),
    )
    const first = await takePositions(tx, tenantId, [...runsOf(entries), ['stockLevels', levels.length]])
    entries.forEach((entry, at) => {
      entry.document.seq = first + at
    })
    levels.forEach((level, at) => {
      level.seq = first + entries.length + at
    })
    await insertBranches(tx, tenantId, documentsOf(entries, 'branches'))
    await insertProducts(tx, tenantId, documentsOf(entries, 'products'))
    await insertCustomers(tx, tenantId, documentsOf(entries, 'customers'))
    const orders = documentsOf(entries, 'orders')
    await insertOrders(
      tx,
      tenantId,
      orders.map((document) => ({ document, hash: payloadHash(factOf(document)) })),
    )
    const movements = documentsOf(entries, 'stockMovements')
    if (movements.length > 0)
      await insertMovements(
        tx,
        tenantId,
        movements.map((document) => ({ document, hash: null })),
      )
    await putLevels(tx, tenantId, levels)
  })
}

/** How many positions each collection gets, run by run in the order of the entries: the log keeps the order of events. */
function runsOf(entries: readonly Entry[]): [CollectionName, number][] {
  const runs: [CollectionName, number][] = []
  for (const { collection } of entries) {
    const run = runs.at(-1)
    if (run?.[0] === collection) run[1] += 1
    else runs.push([collection, 1])
  }
  return runs
}

type Documents = { [Each in Entry as Each['collection']]: Each['document'] }

function documentsOf<Name extends keyof Documents>(entries: readonly Entry[], name: Name): Documents[Name][] {
  const found = entries.filter((entry) => entry.collection === name)
  return found.map((entry) => entry.document as Documents[Name])
}

/** The levels that the movements lead to: of each, the last balance. */
function levelsOf(entries: readonly Entry[], { reorderPointOf }: HistoryOptions): LevelRow[] {
  const levels = new Map<string, LevelRow>()
  for (const { branchId, productId, balance, createdAt } of documentsOf(entries, 'stockMovements')) {
    if (balance === null) continue
    const reorderPoint = reorderPointOf(branchId, productId)
    const level = { branchId, productId, onHand: balance, reorderPoint, updatedAt: createdAt, seq: 0 }
    levels.set(stockLevelId(branchId, productId), level)
  }
  return [...levels.values()]
}
