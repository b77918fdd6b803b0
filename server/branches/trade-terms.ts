import { sql } from 'kysely'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { BranchSettings } from '../../shared/branches/branch.ts'
import type { Tx } from '../database/database.ts'

/** What a business trades in, and what its admins set for some of its branches, by id. */
export type TradeTerms = { currency: string; settings: ReadonlyMap<string, BranchSettings> }

/** The terms as they are now: a lane that was offline may have sold by older ones. */
export async function tradeTerms(
  tx: Tx,
  tenantId: string,
  branchIds: readonly string[],
): Promise<TradeTerms> {
  const { rows } = await sql<{ currency: string; branches: { id: string; settings: unknown }[] | null }>`
    select t.currency, (
      select json_agg(json_build_object('id', b.id, 'settings', b.settings))
      from branches b
      where b.tenant_id = ${tenantId} and b.id = any (${[...branchIds]}::uuid[])
    ) as branches
    from tenants t where t.id = ${tenantId}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`there is no tenant ${tenantId}`)
  const settings = (row.branches ?? []).map(({ id, settings: written }) => [id, settingsOf(written)] as const)
  return { currency: row.currency, settings: new Map(settings) }
}
