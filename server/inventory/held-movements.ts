import type { Tx } from '../database/database.ts'
import { insertMovementConflicts, lockHeldMovements, settleHeldMovements } from './held-queries.ts'
import type { LockedMovement, MovementConflict } from './held-queries.ts'

/** A movement that did not fit, kept outside the ledger (M3); `settlement` once the desk has decided. */
export type HeldMovement = LockedMovement

/** Locks a held movement, and the other half where it is a transfer (M2). None where it is unknown. */
export async function holdHeldMovements(tx: Tx, tenantId: string, id: string): Promise<HeldMovement[]> {
  return lockHeldMovements(tx, tenantId, id)
}

/** Writes how held movements were settled. */
export async function closeHeldMovements(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  settlement: { action: string; by: string; at: string; reason: string },
): Promise<void> {
  await settleHeldMovements(tx, tenantId, ids, settlement)
}

/** Keeps movements outside the ledger that would have taken a level below zero (M3): cases of the desk. */
export async function holdMovements(
  tx: Tx,
  tenantId: string,
  movements: readonly MovementConflict[],
): Promise<void> {
  await insertMovementConflicts(tx, tenantId, movements)
}
