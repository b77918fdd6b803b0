import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { deleteThreshold, markLowNow, thresholdsOf, upsertThreshold } from './threshold-queries.ts'
import type { OwnThreshold } from './threshold-queries.ts'

/** So many products somebody may watch with thresholds of their own. */
export const MOST_THRESHOLDS = 100

type Person = { tenantId: string; userId: string }

/**
 * From now on somebody is told when a level of a product comes down to their own threshold. What is that low already
 * is told when it was above in between.
 *
 * @returns `too-many` where they watch a hundred products already, and nothing was set
 */
export async function setThreshold(
  tx: Tx,
  { tenantId, userId }: Person,
  productId: string,
  threshold: number,
  at: Date,
): Promise<'set' | 'too-many'> {
  const own = await thresholdsOf(tx, tenantId, userId)
  if (own.length >= MOST_THRESHOLDS && !own.some((one) => one.productId === productId)) return 'too-many'
  await deleteThreshold(tx, tenantId, userId, productId)
  await upsertThreshold(tx, { tenantId, userId, productId, threshold, at })
  await markLowNow(tx, tenantId, userId, productId)
  return 'set'
}

/** From now on the shop's threshold holds for somebody again. Whether they had one of their own. */
export async function removeThreshold(
  tx: Tx,
  { tenantId, userId }: Person,
  productId: string,
): Promise<boolean> {
  return deleteThreshold(tx, tenantId, userId, productId)
}

/** Somebody's own thresholds, by title. */
export async function ownThresholds(
  db: Kysely<Schema>,
  { tenantId, userId }: Person,
): Promise<OwnThreshold[]> {
  return thresholdsOf(db, tenantId, userId)
}
