import { isSameLog } from '../../../shared/sync/log-name.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { connectionOf } from '../connection/queries.ts'
import { stopFor } from '../connection/stop-for.ts'
import { planSends } from './decide-sends.ts'
import { followLog } from './follow-log.ts'
import { followHeld, hintedItems } from './level-queries.ts'
import { logNow } from './log-queries.ts'
import { hintedOrders, wakeWaitingOrders } from './order-queries.ts'
import { readAndBook } from './read-and-book.ts'
import { noteRestored } from './restored.ts'
import { sendDue } from './send.ts'
import { takeHints } from './take-hints.ts'

/** Items and orders that one reading asks for by name. */
const MOST_ITEMS = 100
const MOST_ORDERS = 100

/**
 * One bounded piece of the stock lane of a shop: what was told and not answered, what webhooks hint at, what the log
 * says, the truth of it read and booked, and what is to be told of it told. Strictly one behind the other, each decided
 * from what is committed: whoever is stopped between any two of them loses nothing.
 *
 * @returns idle where there is nothing to do now, or Shopify cannot be asked now
 */
export async function stepStock(shop: Shop): Promise<Step> {
  const connection = await readyConnection(shop)
  if (!connection) return 'idle'
  const resolved = await sendDue(shop, connection)
  if (resolved === undefined) return 'idle'
  const taken = await takeHints(shop, connection)
  const moved = await followLog(shop, connection)
  const read = await readHinted(shop, connection)
  if (read === undefined) return 'idle'
  const planned = await planSends(shop)
  const told = planned ? await sendDue(shop, connection) : false
  if (told === undefined) return 'idle'
  return resolved || taken > 0 || moved || read || planned ? 'more' : 'idle'
}

/** The connection, where it works; one that is behind a restore of our database is stopped. */
async function readyConnection({ deps, tenantId }: Shop): Promise<Connection | undefined> {
  const db = deps.database.tenant(tenantId)
  const connection = await connectionOf(db, tenantId)
  if (connection?.state !== 'on') return undefined
  const log = await logNow(db, tenantId)
  if (isSameLog(log.epoch, connection.readerEpoch)) return connection
  await inTransaction(db, (tx) => noteRestored(tx, deps, connection))
  return undefined
}

/** Whether something was read; undefined where Shopify cannot be asked now. */
async function readHinted(shop: Shop, connection: Connection): Promise<boolean | undefined> {
  const { deps, tenantId } = shop
  const db = deps.database.tenant(tenantId)
  await wakeWaitingOrders(db, tenantId)
  await followHeld(db, tenantId)
  const orders = await hintedOrders(db, tenantId, MOST_ORDERS)
  const items = await hintedItems(db, tenantId, MOST_ITEMS)
  if (orders.length === 0 && items.length === 0) return false
  const hintedNow = async (): Promise<string[]> => {
    await takeHints(shop, connection)
    return hintedOrders(db, tenantId, MOST_ORDERS)
  }
  const booked = await readAndBook(shop, { orders, items, hintedNow })
  if (booked.kind === 'booked') return true
  const { fault } = booked
  if (fault.code === 'overtaken') return true
  deps.logger.warn({ tenantId, fault }, 'the truth of orders and levels could not be read')
  await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, fault))
  // What Shopify will never answer stops the reading; what is to be told is told all the same.
  return fault.kind === 'never' ? false : undefined
}
