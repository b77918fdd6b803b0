import type { RejectionCode } from '../../shared/errors.ts'
import { judgeMovements } from '../../shared/inventory/judge-movement.ts'
import type { MovementFacts } from '../../shared/inventory/judge-movement.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import type { MayBeNamed } from '../devices/who-signed-in.ts'
import { takePositions } from '../log/take-positions.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { auditRecounts } from './audit-recounts.ts'
import { insertMovementConflicts, movementConflictsByIds } from './held-queries.ts'
import type { MovementConflict } from './held-queries.ts'
import { existingBranches, existingProducts, movementsByIds } from './queries.ts'
import type { MovementRow } from './queries.ts'
import { bookStock, holdStock, positionsFor } from './stock.ts'

type Move = Pushed<StockMovement> & { index: number; hash: Buffer }

/**
 * Books pushed stock movements (M1 to M3): gather, decide, write, each with an outcome of its own (U1). The two
 * halves of a transfer are decided on together (M2). What would take a level below zero is kept as a conflict, outside
 * the ledger, and answered with the shortage (M3).
 */
export async function bookMovements(
  tx: Tx,
  deps: Deps,
  batch: readonly Pushed<StockMovement>[],
): Promise<Outcome[]> {
  const tenantId = batch[0]?.caller.tenantId
  if (tenantId === undefined) return []
  const moves = batch.map((pushed, index) => ({
    ...pushed,
    index,
    hash: pushed.fingerprint.hash,
  }))
  const mayBeNamed = await whoSignedIn(tx, tenantId, batch)
  const known = await knownOutcomes(tx, tenantId, moves)
  const outcomes = new Map<number, Outcome>()
  const fresh: Move[] = []
  const firsts = new Map<string, Move>()
  for (const move of moves) {
    const before = known.get(move.document.id)
    const twin = firsts.get(move.document.id)
    const fault = rightFault(move, mayBeNamed)
    if (before)
      outcomes.set(move.index, before.hash?.equals(move.hash) ? before.outcome : idReused(before.document))
    else if (fault) outcomes.set(move.index, refused(fault))
    else if (!twin) {
      firsts.set(move.document.id, move)
      fresh.push(move)
    } else if (!twin.hash.equals(move.hash)) outcomes.set(move.index, idReused({ ...twin.document }))
  }

  const facts = await gather(tx, tenantId, fresh)
  const at = new Date(deps.now()).toISOString()
  const booked: (MovementRow & { index: number })[] = []
  const conflicts: MovementConflict[] = []
  for (const group of transfersTogether(fresh)) {
    const decision = judgeMovements(
      group.map((move) => move.document),
      facts,
    )
    group.forEach((move, position) => {
      if (decision.kind === 'rejected') outcomes.set(move.index, refused(decision))
      else if (decision.kind === 'conflict') {
        const { requested, available } = decision
        const conflict = { movement: move.document, hash: move.hash, requested, available, detectedAt: at }
        conflicts.push(conflict)
        outcomes.set(move.index, { kind: 'differs', document: conflictDocument(conflict) })
      } else
        booked.push({
          index: move.index,
          hash: move.hash,
          document: balanced(move, decision.balances[position] ?? 0),
        })
    })
  }
  await insertMovementConflicts(tx, tenantId, conflicts)
  await auditRecounts(
    tx,
    deps,
    tenantId,
    booked.map((row) => row.document),
    at,
  )
  const needed = positionsFor(booked.map((row) => row.document))
  const first = await takePositions(tx, tenantId, [
    ['stockMovements', needed.movements],
    ['stockLevels', needed.levels],
  ])
  const written = await bookStock(tx, tenantId, booked, first, at)
  booked.forEach((row, position) =>
    outcomes.set(row.index, { kind: 'differs', document: written[position] ?? {} }),
  )
  return moves.map(
    (move) =>
      outcomes.get(move.index) ?? outcomes.get(firsts.get(move.document.id)?.index ?? -1) ?? { kind: 'same' },
  )
}

/** The device's part of a movement: without what the server adds. */
export function factOf({ seq, balance, _deleted, ...fact }: StockMovement): unknown {
  return fact
}

function balanced(move: Move, balance: number): StockMovement {
  return { ...move.document, balance: balance as StockMovement['balance'] }
}

function rightFault(move: Move, mayBeNamed: MayBeNamed): { code: RejectionCode; details: string } | null {
  const { document, device, caller } = move
  if (document._deleted) return { code: 'document/forbidden', details: 'the ledger is append-only' }
  if (!device || (document.deviceId ?? device.id) !== device.id) {
    return { code: 'document/forbidden', details: `device ${document.deviceId}` }
  }
  // Known to the server once and lost since (E2): what it booked itself comes back with its cause, or not at all.
  if (document.seq > 0 && (document.deviceId !== device.id || document.orderId !== null)) {
    return { code: 'document/forbidden', details: 'an entry that the server made' }
  }
  if (document.actorId !== null && !mayBeNamed(move, document.actorId)) {
    return { code: 'document/forbidden', details: `actor ${document.actorId}` }
  }
  // The half of a transfer that arrives is at another branch by its nature; its other half leaves the device's own.
  if (document.reason !== 'transfer_in' && caller.role === 'STAFF' && document.branchId !== device.branchId) {
    return { code: 'stock/wrong-branch', details: `branch ${document.branchId}` }
  }
  return null
}

async function gather(tx: Tx, tenantId: string, moves: readonly Move[]): Promise<MovementFacts> {
  const products = await existingProducts(tx, tenantId, [
    ...new Set(moves.map((move) => move.document.productId)),
  ])
  const branches = await existingBranches(tx, tenantId, [
    ...new Set(moves.map((move) => move.document.branchId)),
  ])
  const onHand = await holdStock(
    tx,
    tenantId,
    moves.map((move) => move.document),
  )
  return { products: new Set(products), branches: new Set(branches), onHand }
}

/** Movements in their order, with the halves of one transfer in one group, at the place of the first (M2). */
function transfersTogether(moves: readonly Move[]): Move[][] {
  const groups = new Map<string, Move[]>()
  for (const move of moves) {
    const key = move.document.transferId ?? move.document.id
    groups.set(key, [...(groups.get(key) ?? []), move])
  }
  return [...groups.values()]
}

type Known = { hash: Buffer | null; document: Record<string, unknown>; outcome: Outcome }

async function knownOutcomes(tx: Tx, tenantId: string, moves: readonly Move[]): Promise<Map<string, Known>> {
  const ids = moves.map((move) => move.document.id)
  const known = new Map<string, Known>()
  for (const conflict of await movementConflictsByIds(tx, tenantId, ids)) {
    const document = conflictDocument(conflict)
    known.set(conflict.movement.id, { hash: conflict.hash, document, outcome: { kind: 'differs', document } })
  }
  // Behind them: one that did not fit and was booked by the desk later is what the ledger says (O7).
  for (const { id, hash, document } of await movementsByIds(tx, tenantId, ids)) {
    known.set(id, { hash, document, outcome: { kind: 'differs', document } })
  }
  return known
}

/** What the device that wrote it learns of a movement that would have taken the level below zero. */
function conflictDocument({
  movement,
  requested,
  available,
  detectedAt,
  settlement = null,
}: MovementConflict): Record<string, unknown> {
  const shortage = { productId: movement.productId, requested, available }
  return {
    ...movement,
    seq: 0,
    balance: null,
    status: 'conflict',
    conflict: { reason: 'insufficient_stock', shortages: [shortage], detectedAt, settlement },
  }
}

function refused(fault: { code: RejectionCode; details: string }): Outcome {
  return { kind: 'refused', code: fault.code, details: fault.details }
}

function idReused(current: Record<string, unknown>): Outcome {
  return {
    kind: 'refused',
    code: 'document/id-reused',
    details: 'another movement is stored under this id',
    current,
  }
}
