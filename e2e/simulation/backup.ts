import { renewEpochs } from '../../server/log/epoch.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'
import type { World } from './world.ts'

/** Copies every row of the business aside, as last night's backup has them. */
export async function backUp({ database, tenant }: World): Promise<void> {
  const tables = await tablesOf(database)
  const copies = tables.map(
    ({ name }) => `create table backup.${name} as
      select xmin::text as written_by, * from public.${name} where tenant_id = '${tenant.id}';`,
  )
  await database.query(`drop schema if exists backup cascade; create schema backup; ${copies.join('\n')}`)
}

/**
 * Puts the backup in place of what the business has now, under the running nodes, and tells every device by a new
 * epoch, as `npm run epoch` does (E1). What one transaction wrote is one transaction's again: the checkers ask.
 */
export async function restore({ database, tenant }: World): Promise<void> {
  const tables = await tablesOf(database)
  const emptied = tables.map(({ name }) => `delete from public.${name} where tenant_id = '${tenant.id}';`)
  const copied = tables.map(
    ({ name, columns }) => `insert into public.${name} (${columns}) select ${columns} from backup.${name}
        where written_by = writer;`,
  )
  const writers = tables.map(({ name }) => `select written_by from backup.${name}`).join(' union ')
  await database.query(`
    begin;
    set local session_replication_role = replica;
    ${emptied.join('\n')}
    do $$
    declare
      writer text;
    begin
      for writer in ${writers} loop
        -- A block that may catch something is a transaction of its own to the rows that it writes.
        begin
          ${copied.join('\n')}
        exception when division_by_zero then raise;
        end;
      end loop;
    end $$;
    commit`)
  await renewEpochs(database.url)
}

/** The tables that have rows of a business, each with the names of its columns. */
async function tablesOf({ query }: TestDatabase): Promise<{ name: string; columns: string }[]> {
  return query(
    `select c.table_name as name, string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position) as columns
     from information_schema.columns c
     join information_schema.tables t
       on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
     where c.table_schema = 'public'
     group by c.table_name having bool_or(c.column_name = 'tenant_id')`,
  )
}
