import { sql } from 'kysely'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Tx } from '../database/database.ts'

export type MovementConflict = {
  movement: StockMovement
  hash: Buffer
  requested: number
  available: number
  detectedAt: string
  settlement?: Record<string, unknown> | null
}

/** The movement conflicts that are kept under these ids. */
export async function movementConflictsByIds(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<MovementConflict[]> {
  const { rows } = await sql<Omit<MovementConflict, 'detectedAt'> & { detectedAt: Date }>`
    select movement, payload_hash as hash, requested, available, detected_at as "detectedAt", settlement
    from movement_conflicts
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => ({ ...row, detectedAt: row.detectedAt.toISOString() }))
}

/** Keeps movements that would have taken a level below zero (M3). */
export async function insertMovementConflicts(
  tx: Tx,
  tenantId: string,
  conflicts: readonly MovementConflict[],
): Promise<void> {
  if (conflicts.length === 0) return
  await tx
    .insertInto('movement_conflicts')
    .values(
      conflicts.map((conflict) => ({
        tenant_id: tenantId,
        id: conflict.movement.id,
        branch_id: conflict.movement.branchId,
        product_id: conflict.movement.productId,
        movement: JSON.stringify(conflict.movement),
        payload_hash: conflict.hash,
        requested: conflict.requested,
        available: conflict.available,
        detected_at: new Date(conflict.detectedAt),
        settled_at: null,
      })),
    )
    .execute()
}

export type LockedMovement = {
  movement: StockMovement
  hash: Buffer
  requested: number
  available: number
  detectedAt: Date
  settlement: Record<string, unknown> | null
}

/** Locks a held movement with the other half of its transfer, in id order. */
export async function lockHeldMovements(tx: Tx, tenantId: string, id: string): Promise<LockedMovement[]> {
  const { rows } = await sql<LockedMovement>`
    select movement, payload_hash as hash, requested, available, detected_at as "detectedAt", settlement
    from movement_conflicts
    where tenant_id = ${tenantId} and (id = ${id} or id in (
      select other.id
      from movement_conflicts one
      join movement_conflicts other on other.tenant_id = one.tenant_id
        and other.movement ->> 'transferId' = one.movement ->> 'transferId'
        and other.detected_at = one.detected_at
      where one.tenant_id = ${tenantId} and one.id = ${id}))
    order by id
    for no key update`.execute(tx)
  return rows
}

export async function settleHeldMovements(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  settlement: { at: string },
): Promise<void> {
  await sql`
    update movement_conflicts set settled_at = ${settlement.at}, settlement = ${JSON.stringify(settlement)}
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
}
