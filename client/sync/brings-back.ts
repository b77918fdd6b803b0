import type { CollectionName } from '../../shared/sync/collections.ts'

/** Where a lane stands: what it wrote itself, and which branch's sealed orders it may bring back. */
export type LanePlace = { deviceId: string | null; branchId: string | null }

/**
 * Whether a lane sends a document again that the server knew and has lost in a restore (E2, E3): what it wrote itself,
 * and whatever order of its branch carries the server's seal. The rest is for those who wrote it; sent from here it
 * would be refused, and the server's own ledger entries come with their orders.
 */
export function bringsBack(
  name: CollectionName,
  document: Readonly<Record<string, unknown>>,
  { deviceId, branchId }: LanePlace,
): boolean {
  if (name === 'customers') return true
  if (document['deviceId'] === deviceId) return name !== 'stockMovements' || document['orderId'] == null
  return name === 'orders' && typeof document['seal'] === 'string' && document['branchId'] === branchId
}
