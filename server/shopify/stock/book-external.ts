import type { StockMovement } from '../../../shared/inventory/stock-movement.ts'
import { settleBackorders } from '../../conflicts/settle-backorders.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { payloadHash } from '../../fingerprint.ts'
import { holdMovements } from '../../inventory/held-movements.ts'
import { bookStock, positionsFor } from '../../inventory/stock.ts'
import { takePositions } from '../../log/take-positions.ts'
import type { ShelfChange } from './align-levels.ts'

/**
 * Books changes of shelves whose levels the caller holds: those that fit as movements (M1), the others as cases of the
 * desk (M3), exactly as a lane's.
 */
export async function bookExternal(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  changes: readonly ShelfChange[],
): Promise<void> {
  if (changes.length === 0) return
  const at = new Date(deps.now()).toISOString()
  const movements = changes.map((change) => ({ change, document: movementOf(change, deps, at) }))
  await holdMovements(
    tx,
    tenantId,
    movements
      .filter(({ change }) => change.isHeld)
      .map(({ change: { delta, balance }, document }) => ({
        movement: { ...document, balance: null },
        hash: payloadHash(document),
        requested: -delta,
        available: balance - delta,
        detectedAt: at,
      })),
  )
  const booked = movements.filter(({ change }) => !change.isHeld).map(({ document }) => document)
  if (booked.length === 0) return
  const needed = positionsFor(booked)
  const first = await takePositions(tx, tenantId, [
    ['stockMovements', needed.movements],
    ['stockLevels', needed.levels],
  ])
  await bookStock(
    tx,
    tenantId,
    booked.map((document) => ({ document, hash: null })),
    first,
    at,
  )
  if (booked.some(({ delta }) => delta > 0)) await settleBackorders(tx, deps, tenantId)
}

function movementOf(
  { branchId, productId, delta, balance, reason }: ShelfChange,
  deps: Deps,
  at: string,
): StockMovement {
  return {
    id: deps.newId(),
    seq: 0,
    _deleted: false,
    branchId,
    productId,
    delta: delta as StockMovement['delta'],
    balance: balance as StockMovement['balance'],
    reason,
    orderId: null,
    transferId: null,
    counted: null,
    expected: null,
    note: NOTES[reason],
    actorId: null,
    deviceId: null,
    createdAt: at,
  }
}

const NOTES = { shopify: 'Changed in Shopify', import: 'As Shopify has it' }
