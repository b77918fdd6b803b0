import type pg from 'pg'

/** A query that gives the lines of one part of the description, in a fixed order. */
const PARTS: { title: string; sql: string }[] = [
  {
    title: 'tables',
    sql: `
      select format(E'create table %s (\\n%s\\n);%s', c.relname,
        string_agg(format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end,
          case when a.attgenerated <> '' then ' generated always as ' || pg_get_expr(d.adbin, d.adrelid) || ' stored'
               when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid)
               when a.attidentity <> '' then ' generated as identity' else '' end), E',\\n' order by a.attnum),
        case when c.relrowsecurity then format(E'\\nalter table %s enable row level security;', c.relname) else '' end
        || case when c.relforcerowsecurity then format(E'\\nalter table %s force row level security;', c.relname) else '' end
      ) as line
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      group by c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity order by c.relname collate "C"`,
  },
  {
    title: 'constraints',
    // Not-null constraints (contype n) stand with their columns already.
    sql: `
      select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0
      order by conrelid::regclass::text collate "C", contype, conname collate "C"`,
  },
  {
    title: 'indexes',
    sql: `
      select pg_get_indexdef(i.indexrelid) || ';' as line
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace
        and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
      order by i.indrelid::regclass::text collate "C", c.relname collate "C"`,
  },
  {
    title: 'policies',
    sql: `
      select format('create policy %I on %s as %s for %s to %s%s%s;', policyname, tablename, lower(permissive), lower(cmd),
        array_to_string(roles, ', '), ' using (' || qual || ')', ' with check (' || with_check || ')') as line
      from pg_policies where schemaname = 'public' order by tablename collate "C", policyname collate "C"`,
  },
  {
    title: 'views',
    sql: `
      select format(E'create %s %s as\\n%s', case relkind when 'm' then 'materialized view' else 'view' end,
        oid::regclass, pg_get_viewdef(oid)) as line
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') order by relname collate "C"`,
  },
  {
    title: 'types',
    sql: `
      select format('create type %s as enum (%s);', t.typname,
        string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as line
      from pg_type t join pg_enum e on e.enumtypid = t.oid
      where t.typnamespace = 'public'::regnamespace group by t.oid, t.typname order by t.typname collate "C"`,
  },
  {
    title: 'sequences',
    sql: `
      select format('create sequence %s;', oid::regclass) as line
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate "C"`,
  },
  {
    title: 'functions',
    sql: `
      select rtrim(pg_get_functiondef(p.oid)) || ';' as line
      from pg_proc p
      where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
      order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`,
  },
  {
    title: 'triggers',
    sql: `
      select pg_get_triggerdef(oid) || ';' as line from pg_trigger
      where not tgisinternal order by tgrelid::regclass::text collate "C", tgname collate "C"`,
  },
  {
    title: "the application role's rights",
    sql: `
      select format('grant %s on %s to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type),
        c.oid::regclass, g.grantee::regrole) as line
      from pg_class c, aclexplode(c.relacl) g
      where c.relnamespace = 'public'::regnamespace and g.grantee <> c.relowner and g.grantee <> 0
      group by c.oid, c.relname, g.grantee order by c.relname collate "C", g.grantee::regrole::text collate "C"`,
  },
  {
    title: "everybody's and others' rights",
    sql: `
      select format('grant %s on function %s to %s;', lower(g.privilege_type), p.oid::regprocedure,
        case g.grantee when 0 then 'public' else g.grantee::regrole::text end) as line
      from pg_proc p, aclexplode(p.proacl) g
      where p.pronamespace = 'public'::regnamespace and g.grantee <> p.proowner
      order by p.oid::regprocedure::text collate "C", g.grantee`,
  },
]

/**
 * The schema of a database as text: what pg_dump would say, which the embedded Postgres comes without. The same on
 * every machine and for every owner, so that it can be compared with the one that is kept.
 */
export async function describeSchema(client: pg.Client): Promise<string> {
  // Names without their schema.
  await client.query('set search_path = public, pg_catalog')
  const parts: string[] = []
  for (const { title, sql } of PARTS) {
    const { rows } = await client.query<{ line: string }>(sql)
    if (rows.length > 0) parts.push(`-- ${title}\n\n${rows.map((row) => row.line).join('\n')}\n`)
  }
  return `-- Written by npm run schema. The migrations are what makes it; this is for reading and comparing.\n\n${parts.join('\n')}`
}
