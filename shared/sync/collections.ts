/** The replicated collections of wire contract v1, by their name in the URL. */
export const collectionNames = [
  'products',
  'stockLevels',
  'customers',
  'orders',
  'stockMovements',
  'branches',
  'parkedSales',
  'shifts',
] as const
export type CollectionName = (typeof collectionNames)[number]

/** What the log tells of beside them: no device keeps it, whoever needs it asks for it. */
export const toldNames = ['approvals'] as const
export type ToldName = (typeof toldNames)[number]

/** Collections of which a device holds the last 30 days only (P2). */
export const keptThirtyDays: readonly CollectionName[] = ['orders', 'stockMovements']

const dayMs = 86_400_000

/**
 * From which moment on documents of a 30-day collection are in scope (P2): the start of the UTC day thirty days
 * before `nowMs`. Whole days, so that the devices of a branch ask for the same pages all day long (P3).
 */
export function scopeSinceMs(nowMs: number): number {
  return Math.floor(nowMs / dayMs) * dayMs - 30 * dayMs
}
