import type { Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Shop } from '../connection/connection.ts'
import { connectionOf, countLocations, mappedLocations } from '../connection/queries.ts'
import type { OrderSize } from '../mapping/node-order.ts'
import { accountReading } from './account-reading.ts'
import type { Accounted } from './account-reading.ts'
import { bookOrders, endGoneOrder } from './book-orders.ts'
import { MOST_LEVELS, levelsNow } from './level-queries.ts'
import { knownForSure } from './order-queries.ts'
import { readTruth } from './read-truth.ts'
import type { ItemRead, Reading } from './read-truth.ts'

/** What was read, accounted for and booked. */
export type Booked = { kind: 'booked'; items: ItemRead[] } & Omit<Accounted, 'orders' | 'gone'>

/** Orders that one answer tells whole. */
const MOST_ORDERS = 100
/** Locations at which the levels of an item are looked at: as many as a page has. */
const MOST_LOCATIONS = 250
/** Answers that are asked for while orders go on changing; then the levels wait for the next reading. */
const MOST_ROUNDS = 8

/**
 * Reads orders and the levels of items, accounts for them and books them. Levels are only looked at in an answer that
 * lists no order which is neither in it as a whole nor known as it is: else what that order took would be somebody
 * else's change. Until then the orders that are missing are read and booked, and it is asked again.
 *
 * @returns failed with the code `overtaken` where orders changed faster than they were read: they are booked, and the
 * levels are still to be read
 */
export async function readAndBook(
  shop: Shop,
  asked: {
    orders: readonly string[]
    items: readonly string[]
    /** Orders that were hinted at by now, those of `orders` or others. */
    hintedNow?: () => Promise<string[]>
  },
): Promise<Booked | { kind: 'failed'; fault: CallFault }> {
  const { deps, tenantId } = shop
  const db = deps.database.tenant(tenantId)
  const found = await connectionOf(db, tenantId)
  if (!found) throw new Error(`no shop is connected to ${tenantId}`)
  // The same for all pages: a list that begins elsewhere has others.
  const since = found.ordersSince
  let orders = asked.orders.slice(0, MOST_ORDERS)
  let size: OrderSize = 'short'
  let locations = Math.min(MOST_LOCATIONS, Math.max(1, await countLocations(db, tenantId)))
  let after: string | null = null
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await shop.readPace?.(shop.api.budget(), shop.signal)
    if (shop.signal.aborted) return { kind: 'failed', fault: STOPPED }
    // What came in while this one was waited for goes along, rather than with the next.
    const hinted = (await asked.hintedNow?.()) ?? []
    orders = [...new Set([...orders, ...hinted])].slice(0, MOST_ORDERS)
    const connection = await connectionOf(db, tenantId)
    if (!connection) throw new Error(`no shop is connected to ${tenantId}`)
    const before = await levelsNow(db, tenantId, { itemIds: asked.items }, MOST_LEVELS)
    const question = { orders, size, items: asked.items, locations, since, after }
    const read = await readTruth(shop, connection, question)
    if (read.kind === 'failed') return read
    const { reading } = read
    const usual = (await mappedLocations(db, tenantId))[0]?.id ?? ''
    const unseen = await unseenOf(db, tenantId, reading, orders)
    const { longOrders } = reading
    const isPageKnown = unseen.length === 0 && longOrders.length === 0
    const isCut = reading.isCut && locations < MOST_LOCATIONS
    const isWhole = isPageKnown && !isCut && reading.next === null
    const accounted = await inTransaction(db, (tx) =>
      accountReading(tx, deps, connection, { ...reading, before, isWhole, isPageKnown }, usual),
    )
    await bookOrders(deps, connection, accounted.orders)
    for (const orderId of accounted.gone) await endGoneOrder(deps, connection, orderId)
    if (isWhole) {
      const { drift, levels } = accounted
      return { kind: 'booked', items: reading.items, drift, levels }
    }
    if (isCut) locations = MOST_LOCATIONS
    size = longOrders.length > 0 ? 'long' : 'short'
    orders = [...longOrders, ...unseen].slice(0, MOST_ORDERS)
    if (orders.length === 0 && !isCut) after = reading.next
  }
  return { kind: 'failed', fault: OVERTAKEN }
}

/** Orders of the list that are not in the answer as a whole, and may be otherwise than they are known. */
async function unseenOf(
  db: Tx,
  tenantId: string,
  { changed }: Reading,
  asked: readonly string[],
): Promise<string[]> {
  const told = new Set(asked)
  const others = changed.filter(({ orderId }) => !told.has(orderId))
  const known = await knownForSure(
    db,
    tenantId,
    others.map(({ orderId }) => orderId),
  )
  return others.flatMap(({ orderId, updatedAt }) => (known.get(orderId) === updatedAt ? [] : [orderId]))
}

const STOPPED: CallFault = { kind: 'again', code: 'aborted', message: 'Reading was stopped.' }
const OVERTAKEN: CallFault = {
  kind: 'again',
  code: 'overtaken',
  message: 'Orders changed faster than they were read.',
}
