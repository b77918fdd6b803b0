import type { TestDatabase } from '../../server/testing/test-database.ts'
import type { Shelf } from '../simulation/ledger.ts'

/**
 * Remembers which transaction wrote each order and movement, in a schema that no backup holds. A restore writes all
 * rows at once; the checkers ask what was decided together, and are told what was so before it.
 */
export async function rememberWriters(
  database: TestDatabase,
): Promise<Shelf & { noteRestore(): Promise<void> }> {
  await database.query('create schema spy')
  await database.query('grant usage on schema spy to public')
  await database.query('create table spy.versions (id uuid, seq bigint, tx text, primary key (id, seq, tx))')
  await database.query('create table spy.restores (tx text primary key)')
  await database.query(`
    create function spy.note() returns trigger language plpgsql security definer as $$
    begin
      insert into spy.versions values (new.id, new.seq, pg_current_xact_id()::xid::text) on conflict do nothing;
      return null;
    end $$`)
  await database.query(`
    create function spy.writer(id uuid, seq bigint, tx text) returns text language sql stable as $$
      select coalesce((select v.tx from spy.versions v
        where v.id = $1 and v.seq = $2 and exists (select from spy.restores r where r.tx = $3) limit 1), $3) $$`)
  for (const table of ['orders', 'stock_movements'])
    await database.query(
      `create trigger spied after insert or update on ${table} for each row execute function spy.note()`,
    )
  return {
    query: database.query,
    writer: 'spy.writer(id, seq, xmin::text)',
    // The rows of businesses are written by nobody else.
    noteRestore: async () =>
      void (await database.query('insert into spy.restores select distinct xmin::text from tenants')),
  }
}
