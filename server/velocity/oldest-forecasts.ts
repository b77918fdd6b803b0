import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { oldestNight } from './night-queries.ts'

/** When the branch whose forecasts are oldest was last reckoned as a whole; null where none ever was. */
export async function oldestForecasts(db: Kysely<Schema>, tenantId: string): Promise<Date | null> {
  return await oldestNight(db, tenantId)
}
