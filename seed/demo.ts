import pg from 'pg'
import { insertBusiness } from '../server/branches/queries.ts'
import { openDatabase } from '../server/database/database.ts'
import type { Env } from '../server/env.ts'
import type { Settlement } from './history/settlement.ts'
import { tellHistory } from './history/tell.ts'
import { makeWorld } from './history/world.ts'
import type { World } from './history/world.ts'
import { SeedSize } from './options.ts'
import { admitPeople, hashSecrets } from './write/admit-people.ts'
import { clearDatabase, lockForSeeding, standingOf } from './write/clear-database.ts'
import { writeHistory } from './write/write-history.ts'

export type SeedOptions = Partial<SeedSize> & {
  /** The demo's logins are known to everybody: in production it is refused unless it is forced. */
  mode: Env['mode']
  force?: boolean
  /** Clears the database first, of every tenant. */
  reset?: boolean
  /** The server's secret, for the seals of settled orders (O10); they are left out without it. */
  secret?: string | null
  /** The end of the story, milliseconds since 1970. */
  now?: number
  /** IANA name; the machine's own by default, so that the demo's day is that of who looks at it. */
  timeZone?: string
  onProgress?: (progress: Progress) => void
}

/** How far it is: from 0 to 1, and how many orders were written. */
export type Progress = { share: number; orders: number }

/** What was written, in rows. */
export type Counts = Record<
  'products' | 'stockLevels' | 'customers' | 'orders' | 'stockMovements' | 'deadLetters',
  number
>

export type SeedOutcome =
  | { kind: 'seeded'; tenantId: string; counts: Counts }
  /** `production`: the logins are no secret. `taken`: there is a business in the database already. */
  | { kind: 'refused'; because: 'production' | 'taken' }

/** Writing an order with its movements and levels takes about so many times as long as writing a shelf. */
const ORDER_WEIGHT = 4

/**
 * Fills an empty, migrated database with the demo business and its months of sales, as a server would have written
 * them: the ledger explains every level (O4), every order was settled by the rules (O5, O6), every row has its
 * position in the log (L1, L3). The same size, seed, moment, time zone and secret give the same rows, but for the
 * log's epoch.
 *
 * A seed that was interrupted is cleared and begun anew.
 *
 * @param ownerUrl connection string of the database's owner
 */
export async function seedDemo(ownerUrl: string, options: SeedOptions): Promise<SeedOutcome> {
  if (options.mode === 'production' && !options.force) return { kind: 'refused', because: 'production' }
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'omnisync seed' })
  await owner.connect()
  try {
    await lockForSeeding(owner)
    const standing = await standingOf(owner)
    if (standing === 'taken' && !options.reset) return { kind: 'refused', because: 'taken' }
    if (standing !== 'empty') await clearDatabase(owner)
    const outcome = await fill(ownerUrl, options)
    await owner.query('analyze')
    return outcome
  } finally {
    await owner.end()
  }
}

async function fill(ownerUrl: string, options: SeedOptions): Promise<SeedOutcome> {
  const { products, orders, branches, customers, days, seed, ...rest } = options
  const size = SeedSize.parse({ products, orders, branches, customers, days, seed })
  const {
    now = Date.now(),
    timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone,
    secret = null,
  } = rest
  const world = makeWorld(size, now, timeZone, secret)
  const { shop } = world
  const hashing = hashSecrets(shop, size.seed)
  hashing.catch(() => {})
  // As the application's own role, so that the seed, too, can write nothing that a server could not (A1, L3).
  const database = openDatabase({ url: ownerUrl, maxConnections: 2, statementTimeout: 120_000 })
  try {
    const db = database.tenant(shop.tenantId)
    // A new epoch each time, whatever the seed: devices that knew an earlier demo must notice that this is not it (E1, E2).
    const { tenantId: id, name, currency } = shop
    const business = { id, name, currency, timeZone, epoch: crypto.randomUUID(), at: new Date(world.begins) }
    await db.transaction().execute((tx) => insertBusiness(tx, business))
    const counts = noRows(world)
    await writeHistory(db, tellHistory(world), {
      tenantId: shop.tenantId,
      reorderPointOf: reorderPoints(world),
      onWritten: (settlements) => {
        count(counts, settlements)
        options.onProgress?.(progressOf(counts, size))
      },
    })
    await admitPeople(db, shop, { hashes: await hashing, at: world.begins })
    return { kind: 'seeded', tenantId: shop.tenantId, counts }
  } finally {
    await database.close()
  }
}

function reorderPoints(world: World): (branchId: string, productId: string) => number | null {
  const branches = new Map(world.shop.branches.map((branch, place) => [branch.document.id, place]))
  return (branchId, productId) => {
    const shelf = (branches.get(branchId) ?? 0) * world.products.length + (world.placeOf.get(productId) ?? 0)
    // What is never ordered again has no point at which it would be.
    return world.shelves.reorderAt[shelf] || null
  }
}

function noRows(world: World): Counts {
  const stockLevels = world.products.length * world.shop.branches.length
  return { products: 0, stockLevels, customers: 0, orders: 0, stockMovements: 0, deadLetters: 0 }
}

function count(counts: Counts, settlements: readonly Settlement[]): void {
  for (const { entries, letters } of settlements) {
    counts.deadLetters += letters.length
    for (const { collection } of entries) if (collection !== 'branches') counts[collection] += 1
  }
}

function progressOf(counts: Counts, size: SeedSize): Progress {
  const whole = counts.stockLevels + size.orders * ORDER_WEIGHT
  const done = Math.min(counts.stockLevels, counts.stockMovements) + counts.orders * ORDER_WEIGHT
  return { share: Math.min(1, done / whole), orders: counts.orders }
}
