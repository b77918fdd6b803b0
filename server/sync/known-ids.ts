import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** Which of these ids a replicated table has; what cannot be an id is not looked for. */
export async function knownIds(
  tx: Tx,
  tenantId: string,
  table: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id::text as id from ${sql.table(table)}
    where tenant_id = ${tenantId} and id = any (
      select wanted::uuid from unnest(${[...ids]}::text[]) as wanted where pg_input_is_valid(wanted, 'uuid'))`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
