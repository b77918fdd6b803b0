import type pg from 'pg'
import { DEMO_NAME } from '../people/make-shop.ts'

/** Any number will do, as long as nothing else locks it: two nodes that start together must not both fill the shop. */
const LOCK = 7_340_077

/** What stands in a database before it is seeded. `unfinished`: a seed that was interrupted; nobody can log in to it. */
export type Standing = 'empty' | 'unfinished' | 'taken'

/** Waits until no other seed runs on this database, and keeps others out until the connection ends. */
export async function lockForSeeding(owner: pg.Client): Promise<void> {
  await owner.query('select pg_advisory_lock($1)', [LOCK])
}

/** People are written last: a demo without any is one that was never finished. */
export async function standingOf(owner: pg.Client): Promise<Standing> {
  const { rows } = await owner.query<{ tenants: boolean; others: boolean; people: boolean }>(
    `select exists (select from tenants) as tenants,
            exists (select from tenants where name <> $1) as others,
            exists (select from users) as people`,
    [DEMO_NAME],
  )
  const [found] = rows
  if (found?.tenants !== true) return 'empty'
  return found.others || found.people ? 'taken' : 'unfinished'
}

/** Empties every table that belongs to tenants. What says which cluster and schema this is stays. */
export async function clearDatabase(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct format('%I.%I', c.table_schema, c.table_name) as name
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'`,
  )
  await owner.query(`truncate ${['public.tenants', ...rows.map((row) => row.name)].join(', ')}`)
}
