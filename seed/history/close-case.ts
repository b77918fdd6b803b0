import { unsettled } from '../../shared/orders/order.ts'
import type { Conflict, Order } from '../../shared/orders/order.ts'
import type { OpenCase } from './scenes.ts'
import type { Entry, Settlement } from './settlement.ts'
import { settlement } from './settlement.ts'
import { movement } from './settle.ts'
import { book, onHandAt } from './shelves.ts'
import type { World } from './world.ts'

/** Support lets a few cases lie; the others it closes the morning after. */
const LEFT_LYING = 0.12
const cancelReasons = ['Customer was called and refunded', 'Nowhere else in stock', 'Paid back by card']
const overRefundReasons = ['Was refunded at the other lane already', 'Receipt was used twice']
const recountReasons = ['Found in the stock room', 'Was on the wrong shelf']

/** Whether support has found the time to close a case by the end of the story. */
export function isLeftOpen(world: World): boolean {
  return world.chance('support').happens(LEFT_LYING)
}

/** The case as it stands while nobody has decided. */
export function openCaseOrder(openCase: OpenCase): Order {
  return caseOrder(openCase, { status: 'conflict', settlement: null, seal: null })
}

/**
 * How support closed a case (O7): the money was given back, or the missing pieces were found by a recount and the sale
 * stands.
 */
export function closeCase(world: World, openCase: OpenCase, at: number): Settlement {
  const chance = world.chance('support')
  const isRefund = openCase.reason === 'over_refund'
  const action = isRefund || chance.happens(0.5) ? 'cancel' : 'recount'
  const why = isRefund ? overRefundReasons : action === 'cancel' ? cancelReasons : recountReasons
  const decided = {
    action,
    by: world.shop.supportId,
    at: new Date(at).toISOString(),
    reason: chance.pick(why),
  } as const
  const status = action === 'cancel' ? 'cancelled' : 'accepted'
  const seal = world.seal(openCase.fact, status, new Date(openCase.at).toISOString())
  const document = caseOrder(openCase, { status, settlement: decided, seal })
  const movements = action === 'recount' ? foundAndSold(world, openCase, at) : []
  const entries: Entry[] = [{ collection: 'orders', document }, ...movements]
  const entry = {
    id: world.newId(at),
    at: decided.at,
    actorId: decided.by,
    deviceId: null,
    action: 'order.settled',
    subject: 'orders',
    subjectId: openCase.fact.id,
    details: { action, reason: decided.reason },
  }
  return { ...settlement(at, entries), audit: [entry] }
}

/** What is missing is found, then the sale is booked: the ledger explains both (O7). */
function foundAndSold(world: World, { fact, branch }: OpenCase, at: number): Entry[] {
  return fact.lines.flatMap((line) => {
    const product = world.placeOf.get(line.productId) ?? -1
    const missing = line.quantity - onHandAt(world, branch, product)
    const found: Entry[] = []
    if (missing > 0) {
      const note = `Recount for ${fact.number}`
      const shared = { at, branch, product, orderId: fact.id, actorId: world.shop.supportId, note }
      found.push({
        collection: 'stockMovements',
        document: book(world, { ...shared, delta: missing, reason: 'found' }),
      })
    }
    const branchId = fact.branchId
    const balance = onHandAt(world, branch, product) - line.quantity
    const change = {
      branchId,
      productId: line.productId,
      delta: -line.quantity,
      balance,
      reason: 'sale',
    } as const
    return [...found, movement(world, { at, branch, fact, change })]
  })
}

function caseOrder(
  { fact, at, reason, shortages }: OpenCase,
  outcome: { status: Order['status']; settlement: Conflict['settlement']; seal: string | null },
): Order {
  const detectedAt = new Date(at).toISOString()
  return {
    ...fact,
    ...unsettled(),
    status: outcome.status,
    conflict: { reason, shortages, detectedAt, settlement: outcome.settlement },
    settledAt: detectedAt,
    seal: outcome.seal,
  }
}
