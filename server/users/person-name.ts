import type { Tx } from '../database/database.ts'
import { personById } from './queries.ts'

/** What somebody is called, switched off or not; undefined where there is no such person. */
export async function personName(tx: Tx, tenantId: string, id: string): Promise<string | undefined> {
  return (await personById(tx, tenantId, id))?.name
}
