import type { TestDatabase } from './test-database.ts'

/** Does something while the audit log takes no entry of one action: for what must not stand without it. */
export async function whileAuditRefuses<T>(
  database: TestDatabase,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  await database.query(`
    create function refuse_entry() returns trigger language plpgsql as
    $$ begin raise exception 'no room in the audit log'; end $$`)
  await database.query(`
    create trigger refusing before insert on audit_log
    for each row when (new.action = '${action}') execute function refuse_entry()`)
  try {
    return await work()
  } finally {
    await database.query('drop function refuse_entry cascade')
  }
}
