import type pg from 'pg'

/**
 * Lays aside what looks at rows as they come in: foreign keys, since tables are filled by their names and not in the
 * order of who needs whom; the log's refusal of unstamped rows (L3), since these were stamped when they were written;
 * and indexes, which are made faster at once than row by row. `back` puts all of it there again, which checks every
 * foreign key and every unique index against all rows. Needs no more than to own the tables.
 */
export async function layConstraintsAside(client: pg.ClientBase): Promise<{ back(): Promise<void> }> {
  const { rows } = await client.query<{ away: string; back: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
     from pg_constraint
     where connamespace = 'public'::regnamespace and contype = 'f' and conparentid = 0
     union all
     select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
     from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and not exists (select from pg_constraint where conindid = i.indexrelid)
     union all
     select distinct format('alter table %s disable trigger user', tgrelid::regclass),
       format('alter table %s enable trigger user', tgrelid::regclass)
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not tgisinternal`,
  )
  for (const { away } of rows) await client.query(away)
  return {
    async back() {
      // Indexes before foreign keys, which are checked by them.
      for (const { back } of rows.toSorted((a, b) => Number(isKey(a.back)) - Number(isKey(b.back))))
        await client.query(back)
    },
  }
}

function isKey(statement: string): boolean {
  return statement.includes(' add constraint ')
}
