/** The log: its positions, and how a transaction takes them. */
export const log = `
  -- One log a tenant (L1). 'collections' holds the newest position of each collection, for the stream;
  -- 'taken_from' is where the newest writing transaction began to take positions, for the refusal below (L3);
  -- 'horizon' is the position up to which tombstones were purged (L5).
  create table log_heads (
    tenant_id uuid primary key references tenants (id),
    epoch text not null,
    head bigint not null default 0,
    taken_from bigint not null default 0,
    horizon bigint not null default 0,
    collections jsonb not null default '{}'
  ) with (fillfactor = 50);

  -- Which cluster this database was last seen in: another one means a restore (E1).
  create table cluster_identity (
    only_row boolean primary key default true check (only_row),
    system_identifier text not null,
    timeline bigint not null
  );

  -- Takes positions for the rows that a transaction is about to write, as late as it can (L2): the row lock is held
  -- until the commit, which makes the order of positions the order of commits. 'counts' says how many positions each
  -- collection gets, in the order of its members: [["orders", 2], ["stockLevels", 5]]. Returns the position before
  -- the first.
  create function take_positions(tenant uuid, counts jsonb) returns bigint
  language plpgsql as $$
  declare
    before bigint;
    reached bigint;
    heads jsonb := '{}';
    entry jsonb;
  begin
    select head into before from log_heads where tenant_id = tenant for no key update;
    if before is null then
      raise exception 'no log for tenant %', tenant;
    end if;
    reached := before;
    for entry in select value from jsonb_array_elements(counts) loop
      if (entry ->> 1)::bigint > 0 then
        reached := reached + (entry ->> 1)::bigint;
        heads := heads || jsonb_build_object(entry ->> 0, reached);
      end if;
    end loop;
    if reached > before then
      update log_heads
        set head = reached,
            taken_from = case when xmin = pg_current_xact_id()::xid then taken_from else before end,
            collections = collections || heads
        where tenant_id = tenant;
    end if;
    return before;
  end $$;
`

/**
 * Postgres itself refuses a changed row whose position was not taken by this very transaction (L3). It looks at
 * the statement's rows at once, rather than row by row at the commit: the same refusal for a tenth of the cost.
 * `xmin` of the log row is the transaction that moved the head, which nothing but moving the head can forge.
 */
export function refuseUnstamped(syncedTables: readonly string[]): string {
  return `
  create function refuse_unstamped() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if exists (
      select from changed c
      left join log_heads l on l.tenant_id = c.tenant_id
      where l.tenant_id is null
        or l.xmin <> pg_current_xact_id()::xid
        or c.seq > l.head
        or c.seq <= l.taken_from
    ) then
      raise exception 'a row of % was changed without taking a new position in the log (L3)', tg_table_name
        using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end $$;

  ${syncedTables
    .map(
      (table) => `
  create trigger ${table}_inserted after insert on ${table}
    referencing new table as changed for each statement execute function refuse_unstamped();
  create trigger ${table}_updated after update on ${table}
    referencing new table as changed for each statement execute function refuse_unstamped();`,
    )
    .join('')}
`
}
