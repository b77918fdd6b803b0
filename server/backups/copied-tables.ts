import type pg from 'pg'

/** A table as it is copied: its columns by name, since their order differs with how the schema came about. */
export type CopiedTable = { name: string; columns: string[]; isSynced: boolean }

/**
 * Of the cluster rather than of the shop: which cluster it is, what its migrator noted, and how its backups went.
 * Jobs have a schema of their own and stay out too: what is to be done, our own tables say.
 */
const NOT_COPIED = ['cluster_identity', 'kysely_migration', 'kysely_migration_lock', 'backup_runs']

/** Every table that belongs into a backup, in the order of their names. */
export async function copiedTables(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
       bool_or(a.attname = 'seq') and bool_or(a.attname = 'deleted') as "isSynced"
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
       and not a.attisdropped and a.attgenerated = '' and c.relname <> all ($1)
     group by c.relname order by c.relname`,
    [NOT_COPIED],
  )
  return rows
}

/** `orders (tenant_id, id, …)`, as COPY wants it. */
export function copyTarget(
  client: pg.ClientBase,
  { name, columns }: { name: string; columns: string[] },
): string {
  const ids = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return `public.${client.escapeIdentifier(name)} (${ids})`
}
