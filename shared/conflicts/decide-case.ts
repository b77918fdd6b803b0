import { stockLevelId } from '../inventory/stock-level.ts'
import type { MovementReason } from '../inventory/stock-movement.ts'
import type { Given, Order } from '../orders/order.ts'
import { piecesOf } from '../orders/settle.ts'
import { isWaiting } from './is-waiting.ts'
import type { CaseAction, SettleBody } from './settle-case.ts'

/** An order that could not be settled by itself; a backorder stays one until its stock arrives. */
export type OpenCase = Order & { status: 'conflict'; conflict: NonNullable<Order['conflict']> }

/** A ledger entry that a decision leads to. Entries with the same `pair` are the halves of one transfer (M2). */
export type CaseMove = {
  branchId: string
  productId: string
  delta: number
  balance: number
  reason: Extract<MovementReason, 'found' | 'sale' | 'refund' | 'transfer_out' | 'transfer_in'>
  pair: number | null
}

/** Pieces that were asked for at a branch and are not there. */
export type Lack = { branchId: string; productId: string; requested: number; available: number }

/** Why an action does not fit a case. */
export type Unfitting =
  | 'over-refund'
  | 'waits-already'
  | 'own-branch'
  | 'nothing-missing'
  | 'nothing-there'
  | 'unknown-line'
  | 'too-many'
  | 'same-product'

export type CaseDecision =
  /** `given` where something else was handed over than the order says, `unpaid` pieces whose money goes back. */
  | {
      kind: 'accepted'
      moves: CaseMove[]
      given: Given[] | null
      unpaid: { lineId: string; quantity: number }[]
    }
  | { kind: 'waits' }
  | { kind: 'cancelled' }
  | { kind: 'short'; lacks: Lack[] }
  | { kind: 'unfitting'; why: Unfitting }

/**
 * Shelves, by stock level id, that were counted after the goods of a case had left them: what they hold is what lies
 * there, so that nothing is missing on them, and what left is booked without changing them.
 */
export type Counted = ReadonlySet<string>
const noneCounted: Counted = new Set()

/** The actions that a case allows at all; a refund is looked at again (`decideRefund`) or called off. */
export function fittingActions(order: OpenCase): CaseAction[] {
  if (order.conflict.reason === 'over_refund') return ['recount', 'cancel']
  const all = ['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel'] as const
  return all.filter((action) => action !== 'backorder' || !isWaiting(order))
}

/**
 * What is left to decide where an action was refused: the action itself too, where only what it names was wrong. What
 * nothing is missing for is neither brought from elsewhere nor handed over in part.
 */
export function fittingInstead(order: OpenCase, refused: CaseAction, why: Unfitting): CaseAction[] {
  const unfit = new Set(unfitBy(refused, why))
  return fittingActions(order).filter((action) => !unfit.has(action))
}

function unfitBy(refused: CaseAction, why: Unfitting): CaseAction[] {
  switch (why) {
    case 'over-refund':
    case 'waits-already':
    case 'nothing-there':
      return [refused]
    case 'nothing-missing':
      return ['transfer', 'partial']
    case 'own-branch':
    case 'unknown-line':
    case 'too-many':
    case 'same-product':
      return []
  }
}

/** Every level that a decision may look at or change: to be locked before it. */
export function levelsOfCase(order: OpenCase, body: SettleBody): { branchId: string; productId: string }[] {
  if (body.action === 'cancel') return []
  const { branchId, lines } = order
  const own = lines.map(({ productId }) => ({ branchId, productId }))
  if (body.action === 'transfer')
    return [...own, ...own.map(({ productId }) => ({ branchId: body.fromBranchId, productId }))]
  if (body.action === 'substitute')
    return [...own, ...body.substitutes.map(({ productId }) => ({ branchId, productId }))]
  return own
}

/**
 * Decides on one case (O7). All or nothing, like a sale (O3): every piece that is handed over is taken off a shelf,
 * and no level falls below zero. Where it accepts, it takes the stock out of `onHand`, by stock level id, so that the
 * next case of a batch meets what is left. Pure but for that.
 *
 * @param counted shelves that have seen the goods gone; those that are handed over only now are missing from no count
 */
export function decideCase(
  order: OpenCase,
  body: SettleBody,
  onHand: Map<string, number>,
  counted = noneCounted,
): CaseDecision {
  const isRefund = order.conflict.reason === 'over_refund'
  if (!fittingActions(order).includes(body.action) || (isRefund && body.action === 'recount')) {
    return { kind: 'unfitting', why: isRefund ? 'over-refund' : 'waits-already' }
  }
  switch (body.action) {
    case 'cancel':
      return { kind: 'cancelled' }
    case 'recount':
      return accepted(handOver(order, onHand, counted, { missing: 'found' }))
    case 'transfer':
      return transfer(order, body.fromBranchId, onHand, counted)
    case 'substitute':
      return substitute(order, body.substitutes, onHand, counted)
    case 'partial':
      return partial(order, onHand, counted)
    case 'backorder':
      return fulfil(order, onHand) ?? { kind: 'waits' }
  }
}

/** A case whose stock is all there, as accepted; null where something is still missing (O8). */
export function fulfil(
  order: OpenCase,
  onHand: Map<string, number>,
  counted = noneCounted,
): CaseDecision | null {
  const lacks = lacksOf(order.branchId, order.lines, onHand, counted)
  return lacks.length > 0 ? null : accepted(handOver(order, onHand, counted))
}

/** What comes from the other branch leaves it now, so that a count over there has not seen it gone. */
function transfer(
  order: OpenCase,
  from: string,
  onHand: Map<string, number>,
  counted: Counted,
): CaseDecision {
  if (from === order.branchId) return { kind: 'unfitting', why: 'own-branch' }
  const missing = missingByLine(order, onHand, counted)
  if (missing.length === 0) return { kind: 'unfitting', why: 'nothing-missing' }
  const lacks = lacksOf(from, missing, onHand)
  if (lacks.length > 0) return { kind: 'short', lacks }
  const brought = new Map(missing.map(({ id, quantity }) => [id, quantity]))
  return accepted(handOver(order, onHand, counted, { missing: 'transfer', from, brought }))
}

function substitute(
  order: OpenCase,
  substitutes: Extract<SettleBody, { action: 'substitute' }>['substitutes'],
  onHand: Map<string, number>,
  counted: Counted,
): CaseDecision {
  const given: Given[] = []
  for (const line of order.lines) {
    const instead = substitutes.filter(({ lineId }) => lineId === line.id)
    if (instead.some(({ productId }) => productId === line.productId))
      return { kind: 'unfitting', why: 'same-product' }
    const own = line.quantity - instead.reduce((sum, { quantity }) => sum + quantity, 0)
    if (own < 0) return { kind: 'unfitting', why: 'too-many' }
    if (instead.length > 0 && own > 0)
      given.push({ lineId: line.id, productId: line.productId, quantity: own })
    given.push(...instead.map(({ lineId, productId, quantity }) => ({ lineId, productId, quantity })))
  }
  const known = new Set(order.lines.map(({ id }) => id))
  if (substitutes.some(({ lineId }) => !known.has(lineId))) return { kind: 'unfitting', why: 'unknown-line' }
  const pieces = piecesOf(order.lines, given)
  const lacks = lacksOf(order.branchId, pieces, onHand, counted)
  if (lacks.length > 0) return { kind: 'short', lacks }
  return accepted(
    pieces.flatMap((piece) => take(order.branchId, piece, onHand, counted)),
    given,
  )
}

/** What is there is handed over, line by line; the money for the rest goes back. */
function partial(order: OpenCase, onHand: Map<string, number>, counted: Counted): CaseDecision {
  const unpaid = missingByLine(order, onHand, counted)
  if (unpaid.length === 0) return { kind: 'unfitting', why: 'nothing-missing' }
  const missing = new Map(unpaid.map(({ id, quantity }) => [id, quantity]))
  const given = order.lines.flatMap((line): Given[] => {
    const lack = missing.get(line.id) ?? 0
    return lack > 0 ? [{ lineId: line.id, productId: line.productId, quantity: line.quantity - lack }] : []
  })
  const pieces = piecesOf(order.lines, given).filter(({ quantity }) => quantity > 0)
  if (pieces.length === 0) return { kind: 'unfitting', why: 'nothing-there' }
  return {
    ...accepted(
      pieces.flatMap((piece) => take(order.branchId, piece, onHand, counted)),
      given,
    ),
    unpaid: unpaid.map(({ id, quantity }) => ({ lineId: id, quantity })),
  }
}

function accepted(moves: CaseMove[], given: Given[] | null = null) {
  return { kind: 'accepted' as const, moves, given, unpaid: [] as { lineId: string; quantity: number }[] }
}

type Pieces = { productId: string; quantity: number }

/**
 * The lines whose pieces are not all there, each with so many as are missing; two lines may name one product. A count
 * that came behind the goods says nothing of what lay there when they left: there it is what the case lacked when it was
 * found.
 */
function missingByLine(order: OpenCase, onHand: ReadonlyMap<string, number>, counted: Counted) {
  const left = new Map(onHand)
  const lacked = new Map(
    order.conflict.shortages.map(({ lineId, requested, available }) => [lineId, requested - available]),
  )
  return order.lines.flatMap(({ id, productId, quantity }) => {
    const level = stockLevelId(order.branchId, productId)
    const available = left.get(level) ?? 0
    left.set(level, Math.max(0, available - quantity))
    const missing = counted.has(level) ? (lacked.get(id) ?? 0) : quantity - available
    return missing > 0 ? [{ id, productId, quantity: missing }] : []
  })
}

function lacksOf(
  branchId: string,
  pieces: readonly Pieces[],
  onHand: ReadonlyMap<string, number>,
  counted = noneCounted,
): Lack[] {
  const asked = new Map<string, number>()
  for (const { productId, quantity } of pieces) asked.set(productId, (asked.get(productId) ?? 0) + quantity)
  return [...asked].flatMap(([productId, requested]) => {
    const level = stockLevelId(branchId, productId)
    const available = onHand.get(level) ?? 0
    return requested > available && !counted.has(level) ? [{ branchId, productId, requested, available }] : []
  })
}

/** The lines in their order: what is missing comes first, then the sale takes it (O4 holds at each step). */
function handOver(
  order: OpenCase,
  onHand: Map<string, number>,
  counted: Counted,
  how?: { missing: 'found' } | { missing: 'transfer'; from: string; brought: ReadonlyMap<string, number> },
): CaseMove[] {
  let pairs = 0
  return order.lines.flatMap((line) => {
    const { branchId } = order
    const { productId } = line
    const level = stockLevelId(branchId, productId)
    const moves: CaseMove[] = []
    let brought = 0
    if (how?.missing === 'found' && !counted.has(level)) {
      const missing = line.quantity - (onHand.get(level) ?? 0)
      if (missing > 0)
        moves.push(move({ branchId, productId, delta: missing, reason: 'found', pair: null }, onHand))
    } else if (how?.missing === 'transfer' && how.brought.has(line.id)) {
      brought = how.brought.get(line.id) ?? 0
      const out = {
        branchId: how.from,
        productId,
        delta: -brought,
        reason: 'transfer_out',
        pair: pairs,
      } as const
      const into = { branchId, productId, delta: brought, reason: 'transfer_in', pair: pairs } as const
      moves.push(move(out, onHand), move(into, onHand))
      pairs += 1
    }
    return [...moves, ...take(branchId, line, onHand, counted, brought)]
  })
}

/** @param brought so many of the pieces came for this and were not on the shelf that was counted */
function take(
  branchId: string,
  { productId, quantity }: Pieces,
  onHand: Map<string, number>,
  counted: Counted,
  brought = 0,
): CaseMove[] {
  if (quantity === 0) return []
  const entry = { branchId, productId, pair: null }
  const seenGone = counted.has(stockLevelId(branchId, productId)) ? quantity - brought : 0
  const found = seenGone > 0 ? [move({ ...entry, delta: seenGone, reason: 'found' }, onHand)] : []
  return [...found, move({ ...entry, delta: -quantity, reason: 'sale' }, onHand)]
}

function move(entry: Omit<CaseMove, 'balance'>, onHand: Map<string, number>): CaseMove {
  const level = stockLevelId(entry.branchId, entry.productId)
  const balance = (onHand.get(level) ?? 0) + entry.delta
  onHand.set(level, balance)
  return { ...entry, balance }
}
