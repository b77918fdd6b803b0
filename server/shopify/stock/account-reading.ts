import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { holdStock } from '../../inventory/stock.ts'
import type { Connection } from '../connection/connection.ts'
import type { OrderTruth } from '../mapping/node-order.ts'
import { accountFor } from './claims.ts'
import type { LevelMove } from './claims.ts'
import { alignLevel } from './align-levels.ts'
import type { Aligned } from './align-levels.ts'
import { bookExternal } from './book-external.ts'
import { MOST_LEVELS, levelsNow, meetAnew, moveKnown, writeLevelsRead } from './level-queries.ts'
import type { LevelNow } from './level-queries.ts'
import {
  claimsOf,
  refundsOf,
  releaseClaims,
  writeClaims,
  writeOrders,
  writeOrdersSince,
  writeRefunds,
} from './order-queries.ts'
import type { ClaimOf, OrderState } from './order-queries.ts'
import type { Reading } from './read-truth.ts'
import { linkedRefunds } from './send-queries.ts'

/** What a reading came to. */
export type Accounted = {
  /** Orders that are to be booked, or looked at whether they can be. */
  orders: OrderTruth[]
  /** Orders that are no more, and claim nothing any more: their cases are to be called off. */
  gone: string[]
  /** Levels that differed from what was known of them. */
  drift: { itemId: string; locationId: string; known: number; available: number; isHeld: boolean }[]
  /** Levels that were compared. */
  levels: number
}

/** What is known of a reading beside what it says. */
export type ReadingState = {
  /** The levels as they were known before it was asked for. */
  before: readonly LevelNow[]
  /** Every order that explains its levels is known, or in it. */
  isWhole: boolean
  /** Every order of its page of changed ones is. */
  isPageKnown: boolean
}

/**
 * Accounts for a reading in one transaction: what its orders took and gave back explains a part of what is available
 * now, and what is left was done by somebody else and is booked here as such. The orders themselves are booked behind
 * it, each by itself: until then their claims stand for them.
 *
 * @param reading with the levels as they were known before it was asked for: one that was accounted for meanwhile is
 * left to the next reading, since this one may be older. No lane does that to another, but a process that slept and
 * does not know yet that its pass was given away might.
 * @param usual the location that orders without one go out from
 */
export async function accountReading(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  reading: Reading & ReadingState,
  usual: string,
): Promise<Accounted> {
  const { tenantId } = connection
  const accounted: Accounted = { orders: [], gone: [], drift: [], levels: 0 }
  const itemIds = reading.items.map(({ itemId }) => itemId)
  const unmoved = unmovedOf(reading.before, await levelsNow(tx, tenantId, { itemIds }, MOST_LEVELS))
  await accountOrders(tx, connection, reading, usual, accounted)
  for (const orderId of reading.goneOrders) {
    // Whether its pieces came back there is not told: as if its levels were met for the first time, ours stand.
    await meetAnew(tx, tenantId, await releaseClaims(tx, tenantId, orderId, new Date(deps.now())))
    accounted.gone.push(orderId)
  }
  // Some changed orders are not among these: what they explain would be taken for somebody else's change.
  if (reading.isWhole) await accountLevels(tx, deps, connection, reading, unmoved, accounted)
  return accounted
}

async function accountOrders(
  tx: Tx,
  connection: Connection,
  { orders, changed, isPageKnown }: Reading & ReadingState,
  usual: string,
  accounted: Accounted,
): Promise<void> {
  const { tenantId } = connection
  const ids = orders.flatMap((read) => (read.kind === 'read' ? [read.order.orderId] : []))
  const claims = Map.groupBy(await claimsOf(tx, tenantId, ids), ({ orderId }) => orderId)
  const refunds = Map.groupBy(await refundsOf(tx, tenantId, ids), ({ orderId }) => orderId)
  const links = await linkedRefunds(tx, tenantId, ids)
  const moves: LevelMove[] = []
  const claimed: ClaimOf[] = []
  const states: OrderState[] = []
  const listed = changed.map(({ updatedAt }) => updatedAt).toSorted()
  const newest = listed.at(-1) ?? ''
  // Times are told to the second: what changed in the newest of them may change in it once more.
  const isSure = (updatedAt: string | null): boolean => updatedAt !== null && updatedAt < newest
  for (const read of orders) {
    if (read.kind === 'refused') {
      const { orderId, name, updatedAt, why } = read
      const fault = { code: why.code, message: why.message }
      const state = { cancelledAt: null, hinted: false, isSure: isSure(updatedAt), fault }
      states.push({ orderId, name, updatedAt, ...state })
      continue
    }
    const { order } = read
    const { orderId, name, updatedAt, cancelledAt } = order
    let isToBook = false
    if (!order.isTest && !isFromBefore(order, connection)) {
      const known = { claims: claims.get(orderId) ?? [], refunds: refunds.get(orderId) ?? [] }
      const account = accountFor(order, known, usual)
      moves.push(...account.moves)
      const told = account.refunds.map((refund) => {
        const link = links.get(refund.refundId)
        return link === undefined ? refund : { ...refund, documentId: link, isOpen: false }
      })
      if (account.moves.length > 0 || told.length > 0)
        claimed.push(...account.claims.map((claim) => ({ ...claim, orderId })))
      await writeRefunds(tx, tenantId, orderId, told)
      isToBook = [...account.claims, ...known.refunds, ...told].some(({ isOpen }) => isOpen)
      if (isToBook) accounted.orders.push(order)
    }
    // Hinted until it is booked: whoever is stopped in between finds it again.
    const state = { cancelledAt, hinted: isToBook, isSure: isSure(updatedAt), fault: null }
    states.push({ orderId, name, updatedAt, ...state })
  }
  await writeClaims(tx, tenantId, claimed)
  await writeOrders(tx, tenantId, states)
  await moveKnown(tx, tenantId, moves)
  // Not what was hinted at: before it there may be others that nobody hinted at, and that are still to be read.
  if (isPageKnown && newest !== '') await writeOrdersSince(tx, tenantId, newest)
}

/** What was ordered before the shop was connected had been taken off what was available when it was read first. */
function isFromBefore({ createdAt }: OrderTruth, { connectedAt }: Connection): boolean {
  return Date.parse(createdAt) < Math.floor(connectedAt.getTime() / 1_000) * 1_000
}

async function accountLevels(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  { items }: Reading,
  unmoved: ReadonlySet<string>,
  accounted: Accounted,
): Promise<void> {
  if (items.length === 0) return
  const { tenantId, openingStock } = connection
  const itemIds = items.map(({ itemId }) => itemId)
  const keys = await levelsNow(tx, tenantId, { itemIds }, MOST_LEVELS)
  await holdStock(tx, tenantId, keys)
  // Read again under the locks: a lane may have sold in between.
  const levels = (await levelsNow(tx, tenantId, { itemIds }, MOST_LEVELS)).filter((one) =>
    unmoved.has(keyOf(one)),
  )
  const available = new Map(items.map((item) => [item.itemId, item.available]))
  const aligned = levels.map((level): Aligned => {
    const found = available.get(level.itemId)?.get(level.locationId) ?? null
    const one = alignLevel(level, found, openingStock)
    if (one.change?.reason === 'shopify')
      accounted.drift.push({
        itemId: level.itemId,
        locationId: level.locationId,
        known: level.known ?? 0,
        available: found ?? 0,
        isHeld: one.change.isHeld,
      })
    return one
  })
  accounted.levels = levels.length
  await writeLevelsRead(
    tx,
    tenantId,
    aligned.map(({ read }) => read),
    new Date(deps.now()),
  )
  await bookExternal(
    tx,
    deps,
    tenantId,
    aligned.flatMap(({ change }) => change ?? []),
  )
}

function unmovedOf(before: readonly LevelNow[], now: readonly LevelNow[]): Set<string> {
  const known = new Map(before.map((one) => [keyOf(one), one.known]))
  return new Set(now.filter((one) => known.get(keyOf(one)) === one.known).map(keyOf))
}

function keyOf({ itemId, locationId }: { itemId: string; locationId: string }): string {
  return `${itemId} ${locationId}`
}
