import type pg from 'pg'

/** Whether a database is anybody's already: holds a business, or tables that are not ours at all. */
export async function holdsBusiness(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean; any: boolean }>(
    `select to_regclass('public.tenants') is not null as ours,
       exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as any`,
  )
  if (rows[0]?.ours !== true) return rows[0]?.any === true
  const held = await client.query<{ any: boolean }>('select exists (select from public.tenants) as any')
  return held.rows[0]?.any === true
}

/**
 * Drops the tables, views and functions of the shop, and the queue of its jobs; extensions stay. The schema itself is
 * not ours to drop: others may have been given rights to it.
 */
export async function forgetSchema(client: pg.ClientBase): Promise<void> {
  await client.query('drop schema if exists jobs cascade')
  const { rows } = await client.query<{ drop: string }>(
    `select format('drop %s if exists %s cascade',
       case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
       oid::regclass) as drop
     from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('e', 'i', 'a'))
     union all
     select format('drop routine if exists %s cascade', oid::regprocedure)
     from pg_proc p where pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
     union all
     select format('drop type if exists %s cascade', oid::regtype)
     from pg_type t where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
       and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e')`,
  )
  for (const { drop } of rows) await client.query(drop)
}
