import { map, type Observable } from 'rxjs'
import type { MovementReason } from '../../shared/inventory/stock-movement.ts'
import type { KeptCollection } from './open-databases.ts'
import type { KnownMovement } from './shop.ts'

/** What people do to a shelf by hand at a till; a transfer counts where it leaves. */
const byHand: readonly MovementReason[] = ['receive', 'damage', 'recount', 'transfer_out']

/** What this lane's people did to the shelves, the newest first. */
export function movementsOfLane(
  movements: KeptCollection,
  deviceId: string,
  limit: number,
): Observable<readonly KnownMovement[]> {
  return live(movements, { deviceId, reason: { $in: [...byHand] } }, limit)
}

/** What happened to the shelves of a branch besides sales and refunds, whoever did it, the newest first. */
export function movementsOfBranch(
  movements: KeptCollection,
  branchId: string,
  limit: number,
): Observable<readonly KnownMovement[]> {
  return live(movements, { branchId, reason: { $nin: ['sale', 'refund'] } }, limit)
}

/** A product's ledger at a branch as far as this device knows it, the newest first. */
export function movementsOfProduct(
  movements: KeptCollection,
  branchId: string,
  productId: string,
  limit: number,
): Observable<readonly KnownMovement[]> {
  return live(movements, { branchId, productId }, limit)
}

function live(
  movements: KeptCollection,
  selector: object,
  limit: number,
): Observable<readonly KnownMovement[]> {
  const sort = [{ createdAt: 'desc' }]
  return movements
    .find({ selector, sort, limit } as never)
    .$.pipe(
      map((documents) =>
        documents.map((it) => ({ ...it.toJSON(), _deleted: false }) as unknown as KnownMovement),
      ),
    )
}
