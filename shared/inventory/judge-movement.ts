import type { RejectionCode } from '../errors.ts'
import { stockLevelId } from './stock-level.ts'
import type { StockMovement } from './stock-movement.ts'

/** What the server knows when it decides on movements; `onHand` changes as they are booked. */
export type MovementFacts = {
  products: ReadonlySet<string>
  branches: ReadonlySet<string>
  onHand: Map<string, number>
}

export type MovementDecision =
  | { kind: 'booked'; balances: number[] }
  | { kind: 'conflict'; requested: number; available: number }
  | { kind: 'rejected'; code: RejectionCode; details: string }

/**
 * Decides on movements that exist together or not at all: one movement, or the two halves of a transfer (M1, M2, M3).
 * Where it books them, it changes `facts.onHand`, so that the next of a batch meets what is left.
 *
 * @returns booked with the balance after each movement in their order, a conflict where a level would fall below
 *   zero, or rejected
 */
export function judgeMovements(movements: readonly StockMovement[], facts: MovementFacts): MovementDecision {
  for (const movement of movements) {
    const fault = faultOf(movement, facts)
    if (fault) return { kind: 'rejected', ...fault }
  }
  if (movements.some(isTransfer) && !isWholeTransfer(movements)) {
    return {
      kind: 'rejected',
      code: 'stock/half-transfer',
      details: 'transfer_out and transfer_in of equal size',
    }
  }
  for (const movement of movements) {
    const available = onHandOf(movement, facts)
    if (available + movement.delta < 0) return { kind: 'conflict', requested: -movement.delta, available }
  }
  const balances = movements.map((movement) => {
    const balance = onHandOf(movement, facts) + movement.delta
    facts.onHand.set(stockLevelId(movement.branchId, movement.productId), balance)
    return balance
  })
  return { kind: 'booked', balances }
}

function onHandOf(movement: StockMovement, facts: MovementFacts): number {
  return facts.onHand.get(stockLevelId(movement.branchId, movement.productId)) ?? 0
}

function faultOf(
  movement: StockMovement,
  facts: MovementFacts,
): { code: RejectionCode; details: string } | undefined {
  if (!facts.products.has(movement.productId)) {
    return { code: 'stock/unknown-product', details: `product ${movement.productId}` }
  }
  if (!facts.branches.has(movement.branchId)) {
    return { code: 'stock/wrong-branch', details: `branch ${movement.branchId}` }
  }
  const details = `${movement.reason} of ${movement.delta}`
  switch (movement.reason) {
    case 'receive':
    case 'found':
    case 'transfer_in':
      return movement.delta > 0 ? undefined : { code: 'stock/wrong-delta', details }
    case 'damage':
    case 'transfer_out':
      return movement.delta < 0 ? undefined : { code: 'stock/wrong-delta', details }
    case 'recount':
      return isCounted(movement) ? undefined : { code: 'stock/wrong-delta', details }
    case 'sale':
    case 'refund':
    case 'shopify':
    case 'import':
      // These are the server's own entries, made where an order or a foreign system is settled.
      return { code: 'stock/wrong-reason', details: movement.reason }
  }
}

/** A recount says what was counted and what was expected; its delta is their difference (M1). */
function isCounted({ counted, expected, delta }: StockMovement): boolean {
  return counted != null && expected != null && counted - expected === delta
}

function isTransfer(movement: StockMovement): boolean {
  return movement.reason === 'transfer_out' || movement.reason === 'transfer_in'
}

function isWholeTransfer(movements: readonly StockMovement[]): boolean {
  const out = movements.find((movement) => movement.reason === 'transfer_out')
  const into = movements.find((movement) => movement.reason === 'transfer_in')
  return (
    movements.length === 2 &&
    out !== undefined &&
    into !== undefined &&
    out.delta + into.delta === 0 &&
    out.productId === into.productId &&
    out.branchId !== into.branchId
  )
}
