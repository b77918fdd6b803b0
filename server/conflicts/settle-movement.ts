import type { SettleMovementBody } from '../../shared/conflicts/settle-case.ts'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { closeHeldMovements, holdHeldMovements } from '../inventory/held-movements.ts'
import type { HeldMovement } from '../inventory/held-movements.ts'
import { recountOf } from '../inventory/recount-of.ts'
import { holdStock } from '../inventory/stock.ts'
import type { Booking } from '../inventory/stock.ts'
import { countedAfter } from './queries.ts'
import { settleBackorders } from './settle-backorders.ts'
import { writeEndings } from './write-endings.ts'

/**
 * Settles a movement that would have taken a level below zero (M3), both halves of a transfer together (M2).
 * `recount`: it did happen, so the missing pieces are booked as found and the movement behind them; a shelf that was
 * counted since stays at what was counted. `drop`: it never did, or a later count stands for it; the ledger does not
 * hear of it.
 *
 * @throws ApiError case/unknown, case/settled
 */
export async function settleMovement(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  body: SettleMovementBody,
): Promise<{ id: string; settlement: { action: string; by: string; at: string; reason: string } }> {
  const { tenantId, userId } = caller
  const held = await holdHeldMovements(tx, tenantId, id)
  const [first] = held
  if (!first) throw new ApiError('case/unknown')
  if (first.settlement) throw new ApiError('case/settled', { settlement: first.settlement })
  const at = new Date(deps.now()).toISOString()
  const settlement = { action: body.action, by: userId, at, reason: body.reason }
  const movements = body.action === 'recount' ? await bookingsOf(tx, deps, caller, held, settlement) : []
  const audit = held.map(({ movement, requested, available }) => ({
    id: deps.newId(),
    at,
    actorId: userId,
    deviceId: null,
    action: `case.${body.action}`,
    subject: 'stockMovements',
    subjectId: movement.id,
    details: { reason: body.reason, requested, available },
  }))
  await closeHeldMovements(
    tx,
    tenantId,
    held.map(({ movement }) => movement.id),
    settlement,
  )
  await writeEndings(tx, deps, tenantId, { endings: [], movements, audit }, at)
  await settleBackorders(tx, deps, tenantId)
  return { id, settlement }
}

/** What leaves comes first: pieces cannot arrive before they are taken off. */
async function bookingsOf(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  held: readonly HeldMovement[],
  { at, reason }: { at: string; reason: string },
): Promise<Booking[]> {
  const onHand = await holdStock(
    tx,
    caller.tenantId,
    held.map(({ movement }) => movement),
  )
  const counts = await countedAfter(
    tx,
    caller.tenantId,
    held.map(({ movement: { id, branchId, productId }, detectedAt }) => ({
      id,
      branchId,
      productIds: [productId],
      since: detectedAt.toISOString(),
    })),
  )
  const countedAt = new Map(counts.map(({ id, at: when }) => [id, when]))
  return held
    .toSorted((a, b) => a.movement.delta - b.movement.delta)
    .flatMap(({ movement, hash }): Booking[] => {
      const level = stockLevelId(movement.branchId, movement.productId)
      const before = onHand.get(level) ?? 0
      const count = countedAt.get(movement.id)
      const isCounted = count !== undefined
      const missing = Math.max(0, -movement.delta - (isCounted ? 0 : before))
      const after = before + missing + movement.delta
      onHand.set(level, isCounted ? before : after)
      const found = {
        ...movement,
        id: deps.newId(),
        delta: missing,
        balance: before + missing,
        reason: 'found',
        transferId: null,
        counted: null,
        expected: null,
        note: null,
        actorId: caller.userId,
        deviceId: null,
        createdAt: at,
      } as StockMovement
      const booked = { ...movement, balance: after } as StockMovement
      // What arrived before a count was counted with the shelf: the count stands, and is no newer for being kept to.
      const { branchId, productId } = movement
      const said = { branchId, productId, counted: before, expected: after, note: reason }
      return [
        ...(missing > 0 ? [{ document: found, hash: null }] : []),
        { document: booked, hash },
        ...(isCounted && after !== before
          ? [recountOf(deps, { ...said, actorId: caller.userId, at: count })]
          : []),
      ]
    })
}
