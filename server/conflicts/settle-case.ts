import { decideCase, fittingInstead, fulfil, levelsOfCase } from '../../shared/conflicts/decide-case.ts'
import type { CaseDecision, Counted, OpenCase } from '../../shared/conflicts/decide-case.ts'
import { decideRefund } from '../../shared/conflicts/decide-refund.ts'
import { goodsGone } from '../../shared/conflicts/desk-case.ts'
import type { CaseAction, SettleBody } from '../../shared/conflicts/settle-case.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { holdStock } from '../inventory/stock.ts'
import { unknownBranches, unknownProducts } from '../inventory/unknown-names.ts'
import { holdOrder, isOpenCase } from '../orders/close-case.ts'
import type { Ending } from '../orders/close-case.ts'
import { gatherFacts } from '../orders/gather-facts.ts'
import { countedSince } from './counted-since.ts'
import { refundOfUnpaid } from './refund-unpaid.ts'
import { settleBackorders, settleBehind } from './settle-backorders.ts'
import { entriesOf, writeEndings } from './write-endings.ts'

/**
 * Settles one case in the caller's transaction (O7): gather under locks, decide (`decideCase`), write. Actor and reason
 * stay on the order and in the audit log, which is its trail.
 *
 * @returns the order as it now stands
 * @throws ApiError order/unknown, order/not-in-conflict, order/changed, order/action-not-fitting, order/stock-short,
 *   branch/unknown
 */
export async function settleCase(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  orderId: string,
  body: SettleBody,
): Promise<Order> {
  const { tenantId } = caller
  const order = await openCase(tx, tenantId, orderId, body)
  await checkNames(tx, tenantId, body)
  const decision = settled(await decide(tx, tenantId, order, body), order, body.action)
  const at = new Date(deps.now()).toISOString()
  const { action, reason } = body
  const isAccepted = decision.kind === 'accepted'
  const given = isAccepted && decision.given ? { given: decision.given } : {}
  const ending: Ending = {
    order,
    status: isAccepted ? 'accepted' : decision.kind === 'cancelled' ? 'cancelled' : 'conflict',
    settlement: { action, by: caller.userId, at, reason, ...given },
  }
  const refunds =
    isAccepted && decision.unpaid.length > 0
      ? [refundOfUnpaid(order, decision.unpaid, { deps, by: caller.userId, at, reason })]
      : []
  const entry = {
    id: deps.newId(),
    at,
    actorId: caller.userId,
    deviceId: null,
    action: `case.${action}`,
    subject: 'orders',
    subjectId: order.id,
    details: { ...body, shortages: order.conflict.shortages, ...given, refunds: refunds.map(({ id }) => id) },
  }
  const movements = isAccepted ? entriesOf(order, decision.moves, deps, caller.userId, at) : []
  const [closed] = await writeEndings(
    tx,
    deps,
    tenantId,
    { endings: [ending], refunds, movements, audit: [entry] },
    at,
  )
  if (!closed) throw new Error(`the case of order ${order.id} was decided on and not written`)
  if (isAccepted && order.kind === 'sale') await settleBehind(tx, deps, tenantId, [closed])
  if (isAccepted && order.kind === 'refund') await settleBackorders(tx, deps, tenantId)
  return closed
}

async function openCase(tx: Tx, tenantId: string, id: string, { version }: SettleBody): Promise<OpenCase> {
  const order = await holdOrder(tx, tenantId, id)
  if (!order) throw new ApiError('order/unknown')
  if (!isOpenCase(order)) {
    const settlement = order.conflict?.settlement ?? null
    throw new ApiError('order/not-in-conflict', { status: order.status, settlement })
  }
  if (version !== undefined && version !== order.seq) {
    throw new ApiError('order/changed', { seq: order.seq, settlement: order.conflict.settlement })
  }
  return order
}

/** A substitute must be a product of this business and a branch one of its shops: nobody gives what nobody has. */
async function checkNames(tx: Tx, tenantId: string, body: SettleBody): Promise<void> {
  if (body.action === 'transfer') {
    const unknown = await unknownBranches(tx, tenantId, [body.fromBranchId])
    if (unknown.length > 0) throw new ApiError('branch/unknown')
  }
  if (body.action === 'substitute') {
    const ids = body.substitutes.map(({ productId }) => productId)
    const unknown = await unknownProducts(tx, tenantId, ids)
    if (unknown.length > 0)
      throw new ApiError('order/action-not-fitting', { why: 'unknown-product', unknown })
  }
}

/** A refund is looked at beside its sale, anything else beside the shelf; both are locked (O6, O7). */
async function decide(tx: Tx, tenantId: string, order: OpenCase, body: SettleBody): Promise<CaseDecision> {
  if (order.conflict.reason === 'over_refund' && body.action === 'recount') {
    const { currency } = await tradeTerms(tx, tenantId, [])
    return decideRefund(order, await gatherFacts(tx, tenantId, currency, [factOf(order)]))
  }
  const onHand = await holdStock(tx, tenantId, levelsOfCase(order, body))
  return decideNow(order, body, onHand, await countedOf(tx, tenantId, order, body))
}

/**
 * The shelves that a decision leaves as they were counted: those that were counted since, the goods gone. Goods that
 * are handed over only now leave the shelf, counted or not.
 */
async function countedOf(tx: Tx, tenantId: string, order: OpenCase, body: SettleBody): Promise<Counted> {
  if (!goodsGone(order, body)) return new Set()
  const others = body.action === 'substitute' ? body.substitutes : []
  const productIds = [...order.lines, ...others].map(({ productId }) => productId)
  return (await countedSince(tx, tenantId, [{ order, productIds }])).get(order.id) ?? new Set()
}

/** A backorder whose stock is there by now has nothing to wait for (O8). */
function decideNow(
  order: OpenCase,
  body: SettleBody,
  onHand: Map<string, number>,
  counted: Counted,
): CaseDecision {
  const decision = decideCase(order, body, onHand, counted)
  return decision.kind === 'waits' ? (fulfil(order, onHand) ?? decision) : decision
}

type Settled = Exclude<CaseDecision, { kind: 'short' | 'unfitting' }>

function settled(decision: CaseDecision, order: OpenCase, refused: CaseAction): Settled {
  if (decision.kind === 'short') throw new ApiError('order/stock-short', { lacks: decision.lacks })
  if (decision.kind === 'unfitting') {
    const { reason } = order.conflict
    throw new ApiError('order/action-not-fitting', {
      reason,
      why: decision.why,
      fitting: fittingInstead(order, refused, decision.why),
    })
  }
  return decision
}
