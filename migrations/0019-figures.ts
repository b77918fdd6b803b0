import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What an operator watches over all businesses at once, as sums and worst ages that name none of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(figures).execute(db)
}

// Each line reads an index that holds only what waits, or a table of some rows a business.
const figures = `
  create function figures_of_all()
  returns table (name text, label text, value double precision)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with cases as (
    select settled_at as at,
      case when conflict #>> '{settlement,action}' = 'backorder' then 'backorder' else 'open' end as kind
    from orders where status = 'conflict'
    union all
    select detected_at, 'open' from movement_conflicts where settled_at is null
  ), readers as (
    select r.reader, h.head - r.seq as behind
    from log_readers r join log_heads h using (tenant_id)
    union all
    select 'archive', (h.collections ->> p.collection)::bigint - p.seq
    from archive_progress p join log_heads h using (tenant_id)
    union all
    select 'velocity', h.head - v.seq
    from velocity_progress v join log_heads h using (tenant_id)
    union all
    select 'shopify', h.head - c.reader_seq
    from shopify_connections c join log_heads h using (tenant_id)
    where c.state in ('on', 'restored')
  ), shopify as (
    select 'webhooks' as kind, state, received_at as at from shopify_inbox where state <> 'done'
    union all
    select 'sends', state, created_at from shopify_sends where state <> 'done'
  ), lanes as (
    select socket_id is not null as online, report from devices
    where revoked_at is null and last_seen_at > now() - interval '1 day'
  ), asked as (
    select channel, due_at from notices
    where state in ('gathering', 'waiting', 'sending') and due_at <= now()
  )
  select 'businesses', '', count(*) from log_heads
  union all select 'log_positions', '', coalesce(sum(head), 0) from log_heads
  union all select 'log_reader_lag', reader, greatest(0, max(behind)) from readers group by reader
  union all select 'cases', kind, count(*) from cases group by kind
  union all select 'cases_age', '', extract(epoch from now() - min(at)) from cases where kind = 'open'
  union all select 'letters', '', count(*) from dead_letters where state = 'open'
  union all select 'letters_age', '', extract(epoch from now() - min(received_at)) from dead_letters where state = 'open'
  union all select 'lanes', case when online then 'online' else 'offline' end, count(*) from lanes group by online
  union all select 'lanes_waiting', '', coalesce(sum((report ->> 'waiting')::bigint), 0) from lanes
  union all select 'lanes_age', '', max((report ->> 'oldestAgeMs')::double precision) / 1000 from lanes
  union all select 'shopify_shops', state, count(*) from shopify_connections group by state
  union all select 'shopify_' || state, kind, count(*) from shopify group by state, kind
  union all select 'shopify_age', kind, extract(epoch from now() - min(at)) from shopify where state = 'waiting'
    group by kind
  union all select 'shopify_budget', '', min(least(1, (
      (budget ->> 'available')::double precision
      + greatest(0, extract(epoch from now()) - (budget ->> 'at')::double precision / 1000)
        * (budget ->> 'restoreRate')::double precision
    ) / nullif((budget ->> 'maximum')::double precision, 0))) from shopify_connections
  union all select 'notices', channel, count(*) from asked group by channel
  union all select 'notices_age', channel, extract(epoch from now() - min(due_at)) from asked group by channel
  union all select 'bulk_operations', '', count(*) from bulk_operations where state in ('queued', 'running')
  $$
`
