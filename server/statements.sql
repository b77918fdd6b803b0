-- What the server asks of Postgres, each statement where it comes first. Written by
-- npm test -- e2e/guards/statements --update

-- a person logs in and registers a lane

select tenant_id as "tenantId", id, password_hash as "passwordHash" from user_for_login($1);

select "id", "name", "email", "role", "branch_id" as "branchId", "tenant_id" as "tenantId", "disabled_at" as "disabledAt" from "users" where "tenant_id" = $1 and "id" = $2;

insert into "sessions" ("tenant_id", "id", "user_id", "token_hash", "rotated_at", "created_at", "expires_at", "ended_at") values ($1, $2, $3, $4, $5, $6, $7, $8);

select "s"."user_id" as "userId", "u"."name", "u"."email", "u"."role", "u"."branch_id" as "branchId", "u"."disabled_at" as "disabledAt", "s"."ended_at" as "endedAt", "s"."expires_at" as "expiresAt" from "sessions" as "s" inner join "users" as "u" on "u"."tenant_id" = "s"."tenant_id" and "u"."id" = "s"."user_id" where "s"."tenant_id" = $1 and "s"."id" = $2;

select settings ->> 'closedAt' as "closedAt" from "branches" where "tenant_id" = $1 and "id" = $2 and "deleted" = $3 for no key update;

select "id", "name", "branch_id" as "branchId", "code", "revoked_at" as "revokedAt" from "devices" where "tenant_id" = $1 and "id" = $2;

select greatest(0, max(substring(code from '^L(\d{1,6})$')::integer), (
  select max(substring(number from '-L(\d{1,5})-\d+(?:-R)?$')::integer)
  from orders
  where tenant_id = $1 and branch_id = $2 and 'restored' = any (flags)
)) as highest
from devices
where tenant_id = $3 and branch_id = $4;

insert into "devices" ("tenant_id", "id", "branch_id", "code", "name", "created_by", "created_at", "revoked_at", "last_seen_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

insert into device_users (tenant_id, device_id, user_id, since)
select $1, $2, person, $3 from unnest($4::uuid[]) as person
on conflict do nothing;

-- an admin writes a product, a delivery comes

select "epoch", "head", "purged" from "log_heads" where "tenant_id" = $1;

select document_id as "documentId", payload_hash as "payloadHash", device_id as "deviceId",
  user_id as "userId", code, details, state
from dead_letters
where tenant_id = $1 and collection = $2
  and document_id = any ($3::text[]);

select pg_advisory_xact_lock(hashtextextended($1 || id, 0))
from unnest($2::text[]) as wanted(id);

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "group_id" as "groupId", "group_title" as "groupTitle", "title" as "title", "variant_title" as "variantTitle", "sku" as "sku", "barcode" as "barcode", "vendor" as "vendor", "category" as "category", "tags" as "tags", "price" as "price", "cost" as "cost", "tax_rate" as "taxRate", "status" as "status", "image_url" as "imageUrl", "shopify_variant_id" as "shopifyVariantId", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt") document))::text as document from products
where tenant_id = $1 and id = any ($2::uuid[])
order by id
for no key update;

select document_id as id, encode(payload_hash, 'hex') as hash from taken_payloads
where tenant_id = $1 and collection = $2 and document_id = any ($3::uuid[]);

insert into taken_payloads (tenant_id, collection, document_id, payload_hash, taken_at)
select $1::uuid, $2, id, hash, $3::timestamptz
from unnest($4::uuid[], $5::bytea[]) as new (id, hash)
on conflict do nothing;

select take_positions($1, $2::jsonb) as before;

insert into products (
  tenant_id, id, group_id, group_title, title, variant_title, sku, barcode, vendor, category, tags, price, cost,
  tax_rate, status, image_url, shopify_variant_id, updated_at, deleted, seq)
select $1, p.id, p."groupId", p."groupTitle", p.title, p."variantTitle", p.sku, p.barcode, p.vendor,
  p.category, p.tags, p.price, p.cost, p."taxRate", p.status, p."imageUrl", p."shopifyVariantId", p."updatedAt",
  p._deleted, p.seq
from json_to_recordset($2) as p(
  id uuid, "groupId" uuid, "groupTitle" text, title text, "variantTitle" text, sku text, barcode text, vendor text,
  category text, tags text[], price bigint, cost bigint, "taxRate" integer, status text, "imageUrl" text,
  "shopifyVariantId" text, "updatedAt" timestamptz, _deleted boolean, seq bigint)
on conflict (tenant_id, id) do update set group_id = excluded.group_id, group_title = excluded.group_title,
  title = excluded.title, variant_title = excluded.variant_title, sku = excluded.sku, barcode = excluded.barcode,
  vendor = excluded.vendor, category = excluded.category, tags = excluded.tags, price = excluded.price,
  cost = excluded.cost, tax_rate = excluded.tax_rate, status = excluded.status, image_url = excluded.image_url,
  shopify_variant_id = excluded.shopify_variant_id, updated_at = excluded.updated_at, deleted = excluded.deleted,
  seq = excluded.seq;

select "epoch", "head" from "log_heads" where "tenant_id" = $1;

select device_id || ':' || user_id as pair from device_users
where tenant_id = $1 and device_id = any ($2::uuid[]);

select movement, payload_hash as hash, requested, available, detected_at as "detectedAt", settlement
from movement_conflicts
where tenant_id = $1 and id = any ($2::uuid[]);

select id, payload_hash as hash, row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "product_id" as "productId", "delta" as "delta", "balance" as "balance", "reason" as "reason", "order_id" as "orderId", "transfer_id" as "transferId", "counted" as "counted", "expected" as "expected", "note" as "note", "actor_id" as "actorId", "device_id" as "deviceId", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt") document))::text as document
from stock_movements
where tenant_id = $1 and id = any ($2::uuid[]);

select id from products
where tenant_id = $1 and id = any ($2::uuid[]) and not deleted;

select id from branches
where tenant_id = $1 and id = any ($2::uuid[]) and not deleted;

select branch_id as "branchId", product_id as "productId", on_hand as "onHand"
from stock_levels
where tenant_id = $1
  and (branch_id, product_id) in (
    select branch, product
    from unnest($2::uuid[], $3::uuid[])
      as asked(branch, product))
order by branch_id, product_id
for no key update;

select pg_advisory_xact_lock(hashtextextended(name, 0))
from unnest($1::text[]) with ordinality as names(name, place)
order by place;

insert into stock_movements (
  tenant_id, id, branch_id, product_id, delta, balance, reason, order_id, transfer_id, counted, expected, note,
  actor_id, device_id, created_at, payload_hash, seq)
select $1, m.id, m."branchId", m."productId", m.delta, m.balance, m.reason, m."orderId", m."transferId",
  m.counted, m.expected, m.note, m."actorId", m."deviceId", m."createdAt", decode(m.hash, 'base64'), m.seq
from json_to_recordset($2) as m(
  id uuid, "branchId" uuid, "productId" uuid, delta integer, balance integer, reason text, "orderId" uuid,
  "transferId" uuid, counted integer, expected integer, note text, "actorId" uuid, "deviceId" uuid,
  "createdAt" timestamptz, hash text, seq bigint);

with booked as (
  select l."branchId", l."productId", l.delta, l.seq
  from json_to_recordset($1) as l(
    "branchId" uuid, "productId" uuid, delta integer, seq bigint)
), changed as (
  update stock_levels s
  set on_hand = s.on_hand + b.delta, updated_at = $2, seq = b.seq,
    days_remaining = case when s.velocity > 0 then least(999, round(
      ((s.on_hand + b.delta) / s.velocity)::numeric,
      case when s.on_hand + b.delta < 10 * s.velocity then 1 else 0 end)) end
  from booked b
  where s.tenant_id = $3 and s.branch_id = b."branchId" and s.product_id = b."productId"
  returning s.branch_id, s.product_id
)
insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq)
select $4, b."branchId", b."productId", b.delta, $5, b.seq
from booked b
where (b."branchId", b."productId") not in (select branch_id, product_id from changed);

select m.branch_id as "branchId", m.product_id as "productId"
from stock_movements m
where m.tenant_id = $1 and m.seq > (
  select case when l.xmin = pg_current_xact_id()::xid then l.taken_from else l.head end
  from log_heads l where l.tenant_id = $2)
group by m.branch_id, m.product_id
having sum(m.delta) > 0;

select current_setting('lock_timeout') as before, set_config('lock_timeout', '200ms', true);

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal") document))::text as document from orders
where tenant_id = $1 and status = 'conflict' and conflict #>> '{settlement,action}' = 'backorder'
  and branch_id = any ($2::uuid[])
  and exists (
    select from json_array_elements(lines) as line
    where (branch_id, (line ->> 'productId')::uuid) in (
      select branch, product
      from unnest(
        $3::uuid[], $4::uuid[]
      ) as asked(branch, product)))
order by settled_at, id
for no key update;

-- a lane pulls products

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "products"
    where tenant_id = $1 and seq > $2
    order by seq
    offset $3 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $4
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "group_id" as "groupId", "group_title" as "groupTitle", "title" as "title", "variant_title" as "variantTitle", "sku" as "sku", "barcode" as "barcode", "vendor" as "vendor", "category" as "category", "tags" as "tags", "price" as "price", "tax_rate" as "taxRate", "status" as "status", "image_url" as "imageUrl", "shopify_variant_id" as "shopifyVariantId", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from "products"
    where tenant_id = $5 and seq > $6
    order by seq
    limit $7
  ) document
)
order by seq;

-- a lane pulls stockLevels

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "stock_levels"
    where tenant_id = $1 and branch_id = $2 and seq > $3
    order by seq
    offset $4 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $5
union all
(
  select seq, row_to_json(document)::text
  from (
    select branch_id || ':' || product_id as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "product_id" as "productId", "on_hand" as "onHand", coalesce(reorder_point, suggested_point) as "reorderPoint", "velocity" as "velocity", "days_remaining" as "daysRemaining", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from "stock_levels"
    where tenant_id = $6 and branch_id = $7 and seq > $8
    order by seq
    limit $9
  ) document
)
order by seq;

-- a lane pulls customers

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "customers"
    where tenant_id = $1 and seq > $2
    order by seq
    offset $3 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $4
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "name" as "name", "phone" as "phone", "email" as "email", "note" as "note", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from "customers"
    where tenant_id = $5 and seq > $6
    order by seq
    limit $7
  ) document
)
order by seq;

-- a lane pulls orders

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', null)::text as text
from log_heads l
where l.tenant_id = $1
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal"
    from "orders"
    where tenant_id = $2 and branch_id = $3 and created_at >= $4 and seq > $5
    order by seq
    limit $6
  ) document
)
order by seq;

-- a lane pulls stockMovements

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', null)::text as text
from log_heads l
where l.tenant_id = $1
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "product_id" as "productId", "delta" as "delta", "balance" as "balance", "reason" as "reason", "order_id" as "orderId", "transfer_id" as "transferId", "counted" as "counted", "expected" as "expected", "note" as "note", "actor_id" as "actorId", "device_id" as "deviceId", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
    from "stock_movements"
    where tenant_id = $2 and branch_id = $3 and created_at >= $4 and seq > $5
    order by seq
    limit $6
  ) document
)
order by seq;

-- a lane pulls branches

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "branches"
    where tenant_id = $1 and seq > $2
    order by seq
    offset $3 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $4
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "code" as "code", "name" as "name", "settings" as "settings", "flags" as "flags"
    from "branches"
    where tenant_id = $5 and seq > $6
    order by seq
    limit $7
  ) document
)
order by seq;

-- a lane pulls parkedSales

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "parked_sales"
    where tenant_id = $1 and branch_id = $2 and seq > $3
    order by seq
    offset $4 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $5
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "customer_id" as "customerId", "label" as "label", "lines" as "lines", "discount" as "discount", "note" as "note", "lane_code" as "laneCode", "cart" as "cart", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from "parked_sales"
    where tenant_id = $6 and branch_id = $7 and seq > $8
    order by seq
    limit $9
  ) document
)
order by seq;

-- a lane pulls shifts

select 0 as seq,
  json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', (
    select seq from "shifts"
    where tenant_id = $1 and branch_id = $2 and seq > $3
    order by seq
    offset $4 limit 1
  ))::text as text
from log_heads l
where l.tenant_id = $5
union all
(
  select seq, row_to_json(document)::text
  from (
    select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "device_id" as "deviceId", "number" as "number", "opened_by" as "openedBy", to_char("opened_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "openedAt", "opening_float" as "openingFloat", "cash_movements" as "cashMovements", "closed_by" as "closedBy", to_char("closed_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt", "counted_cash" as "countedCash", "expected_cash" as "expectedCash", "note" as "note", "counts" as "counts", "closing" as "closing", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from "shifts"
    where tenant_id = $6 and branch_id = $7 and seq > $8
    order by seq
    limit $9
  ) document
)
order by seq;

-- a lane asks for a digest

select l.epoch, l.head, live.count, live.sum, live.xor
from log_heads l, lateral (
  select count(*)::integer as count, coalesce(sum(seq), 0)::text as sum, coalesce(bit_xor(seq), 0)::text as xor
  from "orders"
  where tenant_id = $1 and branch_id = $2 and created_at >= $3 and not deleted
) live
where l.tenant_id = $4;

-- a sale

select found.id, found.hash, found.document
from unnest($1::uuid[]) as asked (id), lateral (
  select id, payload_hash as hash, row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal") document))::text as document
  from orders
  where tenant_id = $2 and id = asked.id
  offset 0
) found;

select t.currency, (
  select json_agg(json_build_object('id', b.id, 'settings', b.settings))
  from branches b
  where b.tenant_id = $1 and b.id = any ($2::uuid[])
) as branches
from tenants t where t.id = $3;

select id, price, tax_rate as "taxRate", (deleted or status = 'archived') as archived,
  (extract(epoch from updated_at) * 1000)::float8 as "touchedAt"
from products
where tenant_id = $1 and id = any ($2::uuid[]);

insert into orders (
  tenant_id, id, number, kind, source, branch_id, device_id, cashier_id, shift_id, customer_id, currency, lines,
  discount, subtotal, tax, total, payments, refund_of, reason, approvals, note, created_at, status, conflict,
  flags, settled_at, seal, payload_hash, seq)
select $1, o.id, o.number, o.kind, o.source, o."branchId", o."deviceId", o."cashierId", o."shiftId",
  o."customerId", o.currency, o.lines, o.discount, o.subtotal, o.tax, o.total, o.payments, o."refundOf", o.reason,
  o.approvals, o.note, o."createdAt", o.status, o.conflict, o.flags, o."settledAt", o.seal,
  decode(o.hash, 'base64'), o.seq
from json_to_recordset($2) as o(
  id uuid, number text, kind text, source text, "branchId" uuid, "deviceId" uuid, "cashierId" uuid,
  "shiftId" uuid, "customerId" uuid, currency text, lines json, discount bigint, subtotal bigint, tax bigint,
  total bigint, payments json, "refundOf" uuid, reason text, approvals json, note text,
  "createdAt" timestamptz, status text, conflict jsonb, flags text[], "settledAt" timestamptz, seal text,
  hash text, seq bigint);

select from unnest($1::uuid[]) as asked (id), lateral (
  select from orders
  where tenant_id = $2 and refund_of = asked.id and status = 'conflict'
  offset 0
) found
limit 1;

-- a refund

select id, status, kind, discount, lines, conflict #> '{settlement,given}' as given from orders
where tenant_id = $1 and id = any ($2::uuid[])
order by id
for no key update;

select refund_of, discount, lines from orders
where tenant_id = $1 and refund_of = any ($2::uuid[])
  and kind = 'refund' and status = 'accepted';

-- a sale without tax

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal") document))::text as document
from "orders"
where tenant_id = $1 and id = any ($2::uuid[]);

insert into "dead_letters" ("tenant_id", "id", "collection", "document_id", "payload", "payload_hash", "branch_id", "device_id", "user_id", "code", "details", "received_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning "code";

-- damage of more than there is

insert into "movement_conflicts" ("tenant_id", "id", "branch_id", "product_id", "movement", "payload_hash", "requested", "available", "detected_at", "settled_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- a customer

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "name" as "name", "phone" as "phone", "email" as "email", "note" as "note", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt") document))::text as document from customers
where tenant_id = $1 and id = any ($2::uuid[])
order by id
for no key update;

insert into customers (tenant_id, id, name, phone, email, note, updated_at, deleted, seq)
select $1, c.id, c.name, c.phone, c.email, c.note, c."updatedAt", c._deleted, c.seq
from json_to_recordset($2) as c(
  id uuid, name text, phone text, email text, note text, "updatedAt" timestamptz, _deleted boolean, seq bigint)
on conflict (tenant_id, id) do update set name = excluded.name, phone = excluded.phone, email = excluded.email,
  note = excluded.note, updated_at = excluded.updated_at, deleted = excluded.deleted, seq = excluded.seq;

-- a sale is parked

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "customer_id" as "customerId", "label" as "label", "lines" as "lines", "discount" as "discount", "note" as "note", "lane_code" as "laneCode", "cart" as "cart", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt") document))::text as document from parked_sales
where tenant_id = $1 and id = any ($2::uuid[])
order by id
for no key update;

insert into parked_sales (
  tenant_id, id, branch_id, device_id, cashier_id, customer_id, label, lines, discount, note, lane_code,
  cart, created_at, updated_at, deleted, seq)
select $1, s.id, s."branchId", s."deviceId", s."cashierId", s."customerId", s.label, s.lines, s.discount,
  s.note, s."laneCode", s.cart, s."createdAt", s."updatedAt", s._deleted, s.seq
from json_to_recordset($2) as s(
  id uuid, "branchId" uuid, "deviceId" uuid, "cashierId" uuid, "customerId" uuid, label text, lines jsonb,
  discount bigint, note text, "laneCode" text, cart jsonb, "createdAt" timestamptz, "updatedAt" timestamptz,
  _deleted boolean, seq bigint)
on conflict (tenant_id, id) do update set device_id = excluded.device_id, cashier_id = excluded.cashier_id,
  customer_id = excluded.customer_id, label = excluded.label, lines = excluded.lines,
  discount = excluded.discount, note = excluded.note, lane_code = excluded.lane_code, cart = excluded.cart,
  updated_at = excluded.updated_at,
  deleted = excluded.deleted, seq = excluded.seq;

-- a shift is opened

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "branch_id" as "branchId", "device_id" as "deviceId", "number" as "number", "opened_by" as "openedBy", to_char("opened_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "openedAt", "opening_float" as "openingFloat", "cash_movements" as "cashMovements", "closed_by" as "closedBy", to_char("closed_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt", "counted_cash" as "countedCash", "expected_cash" as "expectedCash", "note" as "note", "counts" as "counts", "closing" as "closing", to_char("updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt") document))::text as document from shifts
where tenant_id = $1 and id = any ($2::uuid[])
order by id
for no key update;

insert into shifts (
  tenant_id, id, branch_id, device_id, number, opened_by, opened_at, opening_float, cash_movements, closed_by,
  closed_at, counted_cash, expected_cash, note, counts, closing, updated_at, deleted, seq)
select $1, s.id, s."branchId", s."deviceId", s.number, s."openedBy", s."openedAt", s."openingFloat",
  s."cashMovements", s."closedBy", s."closedAt", s."countedCash", s."expectedCash", s.note, s.counts,
  s.closing, s."updatedAt", s._deleted, s.seq
from json_to_recordset($2) as s(
  id uuid, "branchId" uuid, "deviceId" uuid, number integer, "openedBy" uuid, "openedAt" timestamptz,
  "openingFloat" bigint, "cashMovements" jsonb, "closedBy" uuid, "closedAt" timestamptz, "countedCash" bigint,
  "expectedCash" bigint, note text, counts jsonb, closing jsonb, "updatedAt" timestamptz, _deleted boolean, seq bigint)
on conflict (tenant_id, id) do update set cash_movements = excluded.cash_movements,
  closed_by = excluded.closed_by, closed_at = excluded.closed_at, counted_cash = excluded.counted_cash,
  expected_cash = excluded.expected_cash, note = excluded.note, counts = excluded.counts,
  closing = excluded.closing, updated_at = excluded.updated_at,
  seq = excluded.seq;

-- the desk looks

select kind, id, "detectedAt", document from (
  (select 'order' as kind, id, settled_at as "detectedAt", row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal") document))::text as document
   from orders
   where tenant_id = $1 and status = 'conflict' and conflict #>> '{settlement,action}' is distinct from 'backorder'
   order by settled_at, id
   limit $2)
  union all
  (select 'movement', id, detected_at,
     (movement || jsonb_build_object('requested', requested, 'available', available))::text
   from movement_conflicts
   where tenant_id = $3 and settled_at is null
   order by detected_at, id
   limit $4)
) cases
order by "detectedAt", id
limit $5;

select p.id as "productId", p.sku, p.title, (
select json_agg(json_build_object('branchId', l.branch_id, 'onHand', l.on_hand) order by l.on_hand desc, l.branch_id)
from branches b
join stock_levels l on l.tenant_id = b.tenant_id and l.branch_id = b.id
  and l.product_id = "p"."id" and l.on_hand > 0
where b.tenant_id = $1 and not b.deleted) as levels, (
  select json_agg(json_build_object(
    'productId', s.id, 'sku', s.sku, 'title', s.title, 'levels', (
select json_agg(json_build_object('branchId', l.branch_id, 'onHand', l.on_hand) order by l.on_hand desc, l.branch_id)
from branches b
join stock_levels l on l.tenant_id = b.tenant_id and l.branch_id = b.id
  and l.product_id = "s"."id" and l.on_hand > 0
where b.tenant_id = $2 and not b.deleted)))
  from (
    select id, sku, title from products
    where tenant_id = $3 and group_id = p.group_id and id <> p.id and not deleted
      and status = 'active'
    order by title, id
    limit 30) s
) as siblings
from products p
where p.tenant_id = $4 and p.id = any ($5::uuid[]);

select (
  select json_agg(json_build_object('id', d.id, 'code', d.code, 'name', d.name))
  from devices d where d.tenant_id = $1 and d.id = any ($2::uuid[])
) as lanes, (
  select json_agg(json_build_object('id', u.id, 'name', u.name))
  from users u where u.tenant_id = $3 and u.id = any ($4::uuid[])
) as people;

select w.id,
  (select max(s.at) from sync_log s
   where s.tenant_id = $1 and s.device_id = w."deviceId" and s.at <= w.at) as "from",
  (select min(s.at) from sync_log s
   where s.tenant_id = $2 and s.device_id = w."deviceId" and s.at > w.at) as until
from json_to_recordset($3) as w(id uuid, "deviceId" uuid, at timestamptz);

select w.id, m.product_id as "productId", -sum(m.delta)::integer as pieces
from json_to_recordset($1)
  as w(id uuid, "branchId" uuid, "productIds" json, "from" timestamptz, until timestamptz)
cross join lateral json_array_elements_text(w."productIds") as asked(product)
join stock_movements m on m.tenant_id = $2 and m.branch_id = w."branchId"
  and m.product_id = asked.product::uuid and m.created_at between w."from" and w.until
join orders o on o.tenant_id = $3 and o.id = m.order_id and o.source = 'shopify'
where m.reason in ('sale', 'refund')
group by w.id, m.product_id;

select w.id, asked.product as "productId", to_char("latest"."at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
from json_to_recordset($1)
  as w(id uuid, "branchId" uuid, "productIds" json, since timestamptz)
cross join lateral json_array_elements_text(w."productIds") as asked(product)
cross join lateral (
  select max(m.created_at) as at from stock_movements m
  where m.tenant_id = $2 and m.branch_id = w."branchId" and m.product_id = asked.product::uuid
    and m.reason = 'recount' and m.created_at > w.since
    and not (m.device_id is null and coalesce(m.note, '') = any ($3::text[]))
    and not (m.device_id is null and coalesce(m.note, '') = $4 and exists (
      select from bulk_operations o
      where o.tenant_id = $5 and o.created_by = m.actor_id and o.operation ->> 'way' = 'by'
        and o.operation ->> 'branchId' = m.branch_id::text
        and m.created_at between o.started_at and coalesce(o.finished_at, 'infinity')))) latest
where latest.at is not null;

select asked.id, given.assigned_to, u.name, coalesce(noted.notes, 0)::integer as notes
from unnest($1::text[]) as asked(id)
left join lateral (
  select (a.details ->> 'userId')::uuid as assigned_to from audit_log a
  where a.tenant_id = $2 and a.subject in ('orders', 'stockMovements') and a.subject_id = asked.id
    and a.action = 'case.assigned'
  order by a.at desc, a.id desc
  limit 1) given on true
left join lateral (
  select count(*) as notes from audit_log a
  where a.tenant_id = $3 and a.subject in ('orders', 'stockMovements') and a.subject_id = asked.id
    and a.action = 'case.note') noted on true
left join users u on u.tenant_id = $4 and u.id = given.assigned_to;

select ((select count(*) from orders where tenant_id = $1 and status = 'conflict' and conflict #>> '{settlement,action}' is distinct from 'backorder'
)
  + (select count(*) from movement_conflicts where tenant_id = $2 and settled_at is null
))::integer as total;

  select id, collection, document_id as "documentId", payload, branch_id as "branchId",
device_id as "deviceId", user_id as "userId", code, details, received_at as "receivedAt", state,
closed_at as "closedAt", closed_by as "closedBy", closing_reason as "closingReason" from dead_letters
  where tenant_id = $1 and state = 'open'
  order by received_at, id
  limit $2;

select "id", "name", "branch_id" as "branchId", "code", "created_at" as "createdAt", "revoked_at" as "revokedAt", "last_seen_at" as "lastSeenAt" from "devices" where "tenant_id" = $1 order by "created_at", "id" limit $2;

select "id", "seq", "deleted", "code", "name", "settings", "flags" from "branches" where "tenant_id" = $1 and "deleted" = $2 order by "code";

-- the desk settles a case

insert into "idempotency_keys" ("tenant_id", "key", "route", "body_hash", "status", "answer", "created_at") values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning "key";

select row_to_json((select document from (select "id" as "id", "seq" as "seq", "deleted" as "_deleted", "number" as "number", "kind" as "kind", "source" as "source", "branch_id" as "branchId", "device_id" as "deviceId", "cashier_id" as "cashierId", "shift_id" as "shiftId", "customer_id" as "customerId", "currency" as "currency", "lines" as "lines", "discount" as "discount", "subtotal" as "subtotal", "tax" as "tax", "total" as "total", "payments" as "payments", "refund_of" as "refundOf", "reason" as "reason", "approvals" as "approvals", "note" as "note", to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", "status" as "status", "conflict" as "conflict", null::json as "rejection", "flags" as "flags", to_char("settled_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "settledAt", "seal" as "seal") document))::text as document from orders
where tenant_id = $1 and id = $2
for no key update;

insert into "audit_log" ("tenant_id", "id", "at", "actor_id", "device_id", "action", "subject", "subject_id", "details") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

update orders
set status = $1, conflict = $2, seal = $3,
  flags = $4, seq = $5
where tenant_id = $6 and id = $7;

update "idempotency_keys" set "status" = $1, "answer" = $2 where "tenant_id" = $3 and "key" = $4;

-- people of a lane

select id, name, role, pin_hash as "pinHash" from users
where tenant_id = $1 and disabled_at is null and pin_hash is not null
  and (role <> 'STAFF' or branch_id = $2)
order by name, id
limit 500;

-- the sync log

insert into sync_log (tenant_id, id, device_id, at, direction, collection, requests, documents, conflicts,
  rejected, errors, last_error, reached)
select $1, r.id, r."deviceId", r.at, r.direction, r.collection, r.requests, r.documents, r.conflicts,
  r.rejected, r.errors, r."lastError", r.reached
from jsonb_to_recordset($2::jsonb) as r (id uuid, "deviceId" uuid, at timestamptz,
  direction text, collection text, requests integer, documents integer, conflicts integer, rejected integer,
  errors integer, "lastError" text, reached bigint)
join devices d on d.tenant_id = $3 and d.id = r."deviceId";

update "devices" set "last_seen_at" = $1 where "tenant_id" = $2 and "id" in ($3, $4);

select "id", "device_id" as "deviceId", "at", "direction", "collection", "requests", "documents", "conflicts", "rejected", "errors", "last_error" as "lastError", "reached" from "sync_log" where "tenant_id" = $1 and "device_id" = $2 order by "at" desc, "id" desc limit $3;
