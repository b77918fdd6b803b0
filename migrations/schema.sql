-- Written by npm run schema. The migrations are what makes it; this is for reading and comparing.

-- tables

create table account_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  language text,
  low_stock_mail boolean,
  low_stock_telegram boolean,
  summary_mail boolean
);
alter table account_settings enable row level security;
create table approval_requests (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  device_id uuid not null,
  cashier_id uuid not null,
  kind text not null,
  what text not null,
  before jsonb not null,
  after jsonb not null,
  currency text not null,
  reason text not null,
  details jsonb not null,
  asked_at timestamp with time zone not null,
  state text not null default 'open'::text,
  answered_at timestamp with time zone,
  answered_by uuid,
  answer_reason text,
  used_for uuid,
  seq bigint not null
);
alter table approval_requests enable row level security;
create table archive_customers (
  tenant_id uuid not null,
  id uuid not null,
  body text not null,
  words tsvector not null
);
alter table archive_customers enable row level security;
create table archive_orders (
  tenant_id uuid not null,
  id uuid not null,
  created_at timestamp with time zone not null,
  total bigint not null,
  customer_id uuid,
  body text not null,
  words tsvector not null
);
alter table archive_orders enable row level security;
create table archive_products (
  tenant_id uuid not null,
  id uuid not null,
  body text not null,
  words tsvector not null
);
alter table archive_products enable row level security;
create table archive_progress (
  tenant_id uuid not null,
  collection text not null,
  seq bigint not null
);
alter table archive_progress enable row level security;
create table audit_log (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid,
  device_id uuid,
  action text not null,
  subject text not null,
  subject_id text not null,
  details jsonb not null
);
alter table audit_log enable row level security;
create table backup_runs (
  id uuid not null,
  kind text not null,
  state text not null,
  backup text,
  place text,
  asked_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  figures jsonb not null default '{}'::jsonb,
  fault jsonb
);
create table branch_days (
  tenant_id uuid not null,
  branch_id uuid not null,
  day date not null,
  sales integer not null,
  first_at smallint not null,
  last_at smallint not null
);
alter table branch_days enable row level security;
create table branches (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  settings jsonb not null default '{}'::jsonb,
  flags jsonb not null default '{}'::jsonb,
  deleted boolean not null default false,
  seq bigint not null
);
alter table branches enable row level security;
create table bulk_chunks (
  tenant_id uuid not null,
  operation_id uuid not null,
  number integer not null,
  ids uuid[] not null,
  expected bigint,
  restore jsonb,
  done_at timestamp with time zone,
  changed_ids uuid[],
  first_seq bigint,
  before jsonb,
  failures jsonb
);
alter table bulk_chunks enable row level security;
create table bulk_operations (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  source_id uuid,
  selection jsonb not null,
  operation jsonb not null,
  state text not null,
  total integer not null,
  changed integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  fault text,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone
);
alter table bulk_operations enable row level security;
create table cluster_identity (
  only_row boolean not null default true,
  system_identifier text not null,
  timeline bigint not null
);
create table customers (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  phone text,
  email text,
  note text,
  updated_at timestamp with time zone not null,
  deleted boolean not null default false,
  seq bigint not null
);
alter table customers enable row level security;
create table daily_sales (
  tenant_id uuid not null,
  branch_id uuid not null,
  product_id uuid not null,
  day date not null,
  sold integer not null,
  returned integer not null,
  opening integer,
  closing integer,
  filled_at smallint,
  emptied_at smallint
);
alter table daily_sales enable row level security;
create table dead_letters (
  tenant_id uuid not null,
  id uuid not null,
  collection text not null,
  document_id text not null,
  payload json not null,
  payload_hash bytea not null,
  branch_id uuid,
  device_id uuid,
  user_id uuid,
  code text not null,
  details text not null,
  received_at timestamp with time zone not null,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  closed_by uuid,
  closing_reason text
);
alter table dead_letters enable row level security;
create table device_users (
  tenant_id uuid not null,
  device_id uuid not null,
  user_id uuid not null,
  since timestamp with time zone not null
);
alter table device_users enable row level security;
create table devices (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  code text not null,
  name text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  socket_id uuid,
  socket_node uuid,
  socket_since timestamp with time zone,
  report jsonb,
  reported_at timestamp with time zone
);
alter table devices enable row level security;
create table idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  route text not null,
  body_hash bytea not null,
  status integer not null,
  answer json not null,
  created_at timestamp with time zone not null
);
alter table idempotency_keys enable row level security;
create table invitations (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  secret_hash bytea not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table invitations enable row level security;
create table kysely_migration (
  name character varying(255) not null,
  timestamp character varying(255) not null
);
create table kysely_migration_lock (
  id character varying(255) not null,
  is_locked integer not null default 0
);
create table log_heads (
  tenant_id uuid not null,
  epoch text not null,
  head bigint not null default 0,
  taken_from bigint not null default 0,
  horizon bigint not null default 0,
  collections jsonb not null default '{}'::jsonb,
  purged jsonb not null default '{}'::jsonb
);
alter table log_heads enable row level security;
create table log_marks (
  tenant_id uuid not null,
  at timestamp with time zone not null,
  head bigint not null
);
alter table log_marks enable row level security;
create table log_readers (
  tenant_id uuid not null,
  reader text not null,
  began_at bigint not null,
  seq bigint not null
);
alter table log_readers enable row level security;
create table low_marks (
  tenant_id uuid not null,
  product_id uuid not null,
  branch_id uuid not null,
  user_id uuid not null,
  seq bigint not null
);
alter table low_marks enable row level security;
create table metrics_history (
  tenant_id uuid not null,
  at timestamp with time zone not null,
  node_id uuid not null,
  figures jsonb not null
);
alter table metrics_history enable row level security;
create table movement_conflicts (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  product_id uuid not null,
  movement jsonb not null,
  payload_hash bytea not null,
  requested integer not null,
  available integer not null,
  detected_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settlement jsonb
);
alter table movement_conflicts enable row level security;
create table notice_items (
  tenant_id uuid not null,
  notice_id uuid not null,
  product_id uuid not null,
  branch_id uuid not null,
  on_hand integer not null,
  threshold integer not null,
  is_own boolean not null,
  at timestamp with time zone not null
);
alter table notice_items enable row level security;
create table notices (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  channel text not null,
  state text not null,
  due_at timestamp with time zone not null,
  claimed_until timestamp with time zone,
  attempts integer not null default 0,
  fault text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table notices enable row level security;
create table orders (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  source text not null,
  branch_id uuid not null,
  device_id uuid not null,
  cashier_id uuid not null,
  shift_id uuid,
  customer_id uuid,
  currency text not null,
  lines json not null,
  discount bigint not null,
  subtotal bigint not null,
  tax bigint not null,
  total bigint not null,
  payments json not null,
  refund_of uuid,
  reason text,
  approvals json not null,
  note text,
  created_at timestamp with time zone not null,
  status text not null,
  conflict jsonb,
  flags text[] not null,
  settled_at timestamp with time zone not null,
  seal text,
  payload_hash bytea not null,
  deleted boolean not null default false,
  seq bigint not null
);
alter table orders enable row level security;
create table parked_sales (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  device_id uuid not null,
  cashier_id uuid not null,
  customer_id uuid,
  label text not null,
  lines jsonb not null,
  discount bigint not null,
  note text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted boolean not null default false,
  seq bigint not null,
  lane_code text,
  cart jsonb
);
alter table parked_sales enable row level security;
create table products (
  tenant_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  group_title text not null,
  title text not null,
  variant_title text not null,
  sku text not null,
  barcode text,
  vendor text not null,
  category text not null,
  tags text[] not null,
  price bigint not null,
  cost bigint,
  tax_rate integer not null,
  status text not null,
  image_url text,
  shopify_variant_id text,
  updated_at timestamp with time zone not null,
  deleted boolean not null default false,
  seq bigint not null
);
alter table products enable row level security;
create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  rotated_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table sessions enable row level security;
create table shifts (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  device_id uuid not null,
  number integer not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  opening_float bigint not null,
  cash_movements jsonb not null,
  closed_by uuid,
  closed_at timestamp with time zone,
  counted_cash bigint,
  expected_cash bigint,
  note text,
  updated_at timestamp with time zone not null,
  deleted boolean not null default false,
  seq bigint not null,
  counts jsonb,
  closing jsonb
);
alter table shifts enable row level security;
create table shopify_calls (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  operation text not null,
  code text not null,
  status integer,
  milliseconds integer not null,
  request jsonb not null,
  answer jsonb
);
alter table shopify_calls enable row level security;
create table shopify_claims (
  tenant_id uuid not null,
  order_id text not null,
  line_id text not null,
  location_id text not null,
  part integer not null,
  item_id text not null,
  taken integer not null,
  quantity integer not null,
  document_id uuid,
  document_line_id uuid,
  is_open boolean not null default true
);
alter table shopify_claims enable row level security;
create table shopify_connections (
  tenant_id uuid not null,
  domain text not null,
  client_id text not null,
  secret bytea not null,
  former_secret bytea,
  rotated_at timestamp with time zone,
  shop_name text not null,
  currency text not null,
  digits integer not null,
  state text not null,
  fault jsonb,
  owners jsonb not null,
  opening_stock text not null,
  device_id uuid not null,
  connected_by uuid not null,
  connected_at timestamp with time zone not null,
  reader_epoch text not null,
  reader_seq bigint not null,
  orders_since timestamp with time zone not null,
  products_since timestamp with time zone,
  products_seq bigint not null default 0,
  budget jsonb,
  checked_at timestamp with time zone,
  reconciled_at timestamp with time zone,
  reconciliation jsonb
);
alter table shopify_connections enable row level security;
create table shopify_imports (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  since timestamp with time zone,
  cursor text,
  done_of_next integer not null default 0,
  variants_each integer,
  bulk_id text,
  total integer,
  read integer not null default 0,
  created integer not null default 0,
  matched integer not null default 0,
  conflicting integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  fault jsonb,
  asked_by uuid,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table shopify_imports enable row level security;
create table shopify_inbox (
  tenant_id uuid not null,
  id text not null,
  event_id text not null,
  topic text not null,
  body text not null,
  triggered_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  state text not null,
  fault jsonb,
  ended_at timestamp with time zone
);
alter table shopify_inbox enable row level security;
create table shopify_levels (
  tenant_id uuid not null,
  item_id text not null,
  location_id text not null,
  known integer,
  is_stocked boolean not null default true,
  hinted boolean not null default true,
  dirty boolean not null default true,
  counted boolean not null default false,
  held integer not null default 0,
  opening text,
  send_id uuid,
  refused jsonb,
  read_at timestamp with time zone
);
alter table shopify_levels enable row level security;
create table shopify_locations (
  tenant_id uuid not null,
  id text not null,
  name text not null,
  is_active boolean not null,
  branch_id uuid
);
alter table shopify_locations enable row level security;
create table shopify_orders (
  tenant_id uuid not null,
  id text not null,
  name text not null,
  updated_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  is_sure boolean not null default false,
  hinted boolean not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  fault jsonb
);
alter table shopify_orders enable row level security;
create table shopify_product_hints (
  tenant_id uuid not null,
  shop_product_id text not null,
  asked integer not null default 1,
  hinted_at timestamp with time zone not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  fault jsonb
);
alter table shopify_product_hints enable row level security;
create table shopify_refunds (
  tenant_id uuid not null,
  id text not null,
  order_id text not null,
  pieces jsonb not null,
  document_id uuid,
  is_open boolean not null default true
);
alter table shopify_refunds enable row level security;
create table shopify_refusals (
  tenant_id uuid not null,
  subject text not null,
  subject_id text not null,
  shop_product_id text,
  title text not null,
  code text not null,
  path text not null,
  message text not null,
  at timestamp with time zone not null
);
alter table shopify_refusals enable row level security;
create table shopify_sends (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_id text,
  payload jsonb not null,
  state text not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  first_tried_at timestamp with time zone,
  fault jsonb,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
alter table shopify_sends enable row level security;
create table shopify_variants (
  tenant_id uuid not null,
  id text not null,
  shop_product_id text not null,
  item_id text not null,
  product_id uuid not null,
  is_tracked boolean not null,
  is_new boolean not null,
  base jsonb,
  remote_updated_at timestamp with time zone not null,
  read_at timestamp with time zone,
  gone_at timestamp with time zone
);
alter table shopify_variants enable row level security;
create table stock_alerts (
  tenant_id uuid not null,
  user_id uuid not null,
  product_id uuid not null,
  threshold integer not null,
  created_at timestamp with time zone not null
);
alter table stock_alerts enable row level security;
create table stock_levels (
  tenant_id uuid not null,
  branch_id uuid not null,
  product_id uuid not null,
  on_hand integer not null,
  reorder_point integer,
  velocity double precision,
  days_remaining double precision,
  updated_at timestamp with time zone not null,
  deleted boolean not null default false,
  seq bigint not null,
  suggested_point integer
);
alter table stock_levels enable row level security;
create table stock_movements (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  product_id uuid not null,
  delta integer not null,
  balance integer not null,
  reason text not null,
  order_id uuid,
  transfer_id uuid,
  counted integer,
  expected integer,
  note text,
  actor_id uuid,
  device_id uuid,
  created_at timestamp with time zone not null,
  payload_hash bytea,
  deleted boolean not null default false,
  seq bigint not null
);
alter table stock_movements enable row level security;
create table summaries (
  tenant_id uuid not null,
  week date not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  claim_id uuid,
  claimed_until timestamp with time zone,
  asked_by uuid,
  made_at timestamp with time zone,
  statistics jsonb,
  tellings jsonb
);
alter table summaries enable row level security;
create table summary_mails (
  tenant_id uuid not null,
  week date not null,
  user_id uuid not null,
  id uuid not null,
  address text not null,
  language text not null,
  state text not null,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  fault text,
  ended_at timestamp with time zone
);
alter table summary_mails enable row level security;
create table sync_log (
  tenant_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  at timestamp with time zone not null,
  direction text not null,
  collection text,
  requests integer not null,
  documents integer not null,
  conflicts integer not null,
  rejected integer not null,
  errors integer not null,
  last_error text,
  reached bigint
);
alter table sync_log enable row level security;
create table taken_payloads (
  tenant_id uuid not null,
  collection text not null,
  document_id uuid not null,
  payload_hash bytea not null,
  taken_at timestamp with time zone not null
);
alter table taken_payloads enable row level security;
create table telegram_bindings (
  tenant_id uuid not null,
  user_id uuid not null,
  chat_id bigint not null,
  chat_name text not null,
  bound_at timestamp with time zone not null,
  silent_since timestamp with time zone
);
alter table telegram_bindings enable row level security;
create table telegram_bot (
  only_row boolean not null default true,
  bot_id bigint,
  username text,
  next_update bigint not null default 0,
  node_id uuid,
  node_until timestamp with time zone,
  reached_at timestamp with time zone,
  update_at timestamp with time zone,
  failing_since timestamp with time zone,
  fault text
);
create table telegram_codes (
  tenant_id uuid not null,
  user_id uuid not null,
  hash bytea not null,
  expires_at timestamp with time zone not null
);
alter table telegram_codes enable row level security;
create table telegram_updates (
  bot_id bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  is_done boolean not null default false
);
create table tenants (
  id uuid not null,
  name text not null,
  currency text not null,
  time_zone text not null,
  created_at timestamp with time zone not null
);
alter table tenants enable row level security;
create table users (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  branch_id uuid,
  password_hash text not null,
  pin_hash text,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null
);
alter table users enable row level security;
create table velocities (
  tenant_id uuid not null,
  branch_id uuid not null,
  product_id uuid not null,
  kind text not null,
  per_day double precision not null,
  daily_spread double precision not null,
  spread_per_day double precision not null,
  reckoned_on date not null
);
alter table velocities enable row level security;
create table velocity_nights (
  tenant_id uuid not null,
  branch_id uuid not null,
  day date not null,
  supply jsonb not null,
  week jsonb not null,
  priors jsonb not null,
  products integer not null,
  changed integer not null,
  test jsonb not null,
  took_ms integer not null,
  ended_at timestamp with time zone not null
);
alter table velocity_nights enable row level security;
create table velocity_progress (
  tenant_id uuid not null,
  seq bigint not null,
  reckoned_seq bigint not null
);
alter table velocity_progress enable row level security;

-- constraints

alter table account_settings add constraint account_settings_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text, 'uz'::text])));
alter table account_settings add constraint account_settings_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table account_settings add constraint account_settings_pkey PRIMARY KEY (tenant_id, user_id);
alter table approval_requests add constraint approval_requests_answered CHECK (((state = 'open'::text) = (answered_at IS NULL)));
alter table approval_requests add constraint approval_requests_by CHECK (((state <> ALL (ARRAY['approved'::text, 'refused'::text])) OR (answered_by IS NOT NULL)));
alter table approval_requests add constraint approval_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])));
alter table approval_requests add constraint approval_requests_used CHECK (((used_for IS NULL) OR (state = 'approved'::text)));
alter table approval_requests add constraint approval_requests_tenant_id_answered_by_fkey FOREIGN KEY (tenant_id, answered_by) REFERENCES users(tenant_id, id);
alter table approval_requests add constraint approval_requests_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table approval_requests add constraint approval_requests_tenant_id_cashier_id_fkey FOREIGN KEY (tenant_id, cashier_id) REFERENCES users(tenant_id, id);
alter table approval_requests add constraint approval_requests_tenant_id_device_id_fkey FOREIGN KEY (tenant_id, device_id) REFERENCES devices(tenant_id, id);
alter table approval_requests add constraint approval_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table approval_requests add constraint approval_requests_pkey PRIMARY KEY (tenant_id, id);
alter table archive_customers add constraint archive_customers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table archive_customers add constraint archive_customers_pkey PRIMARY KEY (tenant_id, id);
alter table archive_orders add constraint archive_orders_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table archive_orders add constraint archive_orders_pkey PRIMARY KEY (tenant_id, id);
alter table archive_products add constraint archive_products_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table archive_products add constraint archive_products_pkey PRIMARY KEY (tenant_id, id);
alter table archive_progress add constraint archive_progress_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table archive_progress add constraint archive_progress_pkey PRIMARY KEY (tenant_id, collection);
alter table audit_log add constraint audit_log_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table audit_log add constraint audit_log_pkey PRIMARY KEY (tenant_id, id);
alter table backup_runs add constraint backup_runs_kind_check CHECK ((kind = ANY (ARRAY['backup'::text, 'drill'::text, 'restore'::text])));
alter table backup_runs add constraint backup_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])));
alter table backup_runs add constraint backup_runs_pkey PRIMARY KEY (id);
alter table branch_days add constraint branch_days_pkey PRIMARY KEY (tenant_id, branch_id, day);
alter table branches add constraint branches_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table branches add constraint branches_pkey PRIMARY KEY (tenant_id, id);
alter table branches add constraint branches_tenant_id_code_key UNIQUE (tenant_id, code);
alter table bulk_chunks add constraint bulk_chunks_ids_check CHECK (((cardinality(ids) >= 1) AND (cardinality(ids) <= 500)));
alter table bulk_chunks add constraint bulk_chunks_tenant_id_operation_id_fkey FOREIGN KEY (tenant_id, operation_id) REFERENCES bulk_operations(tenant_id, id);
alter table bulk_chunks add constraint bulk_chunks_pkey PRIMARY KEY (tenant_id, operation_id, number);
alter table bulk_operations add constraint bulk_operations_check CHECK (((kind = 'edit'::text) = (source_id IS NULL)));
alter table bulk_operations add constraint bulk_operations_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'retry'::text, 'undo'::text])));
alter table bulk_operations add constraint bulk_operations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'stopped'::text])));
alter table bulk_operations add constraint bulk_operations_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES users(tenant_id, id);
alter table bulk_operations add constraint bulk_operations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table bulk_operations add constraint bulk_operations_tenant_id_source_id_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES bulk_operations(tenant_id, id);
alter table bulk_operations add constraint bulk_operations_pkey PRIMARY KEY (tenant_id, id);
alter table cluster_identity add constraint cluster_identity_only_row_check CHECK (only_row);
alter table cluster_identity add constraint cluster_identity_pkey PRIMARY KEY (only_row);
alter table customers add constraint customers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table customers add constraint customers_pkey PRIMARY KEY (tenant_id, id);
alter table daily_sales add constraint daily_sales_pkey PRIMARY KEY (tenant_id, branch_id, product_id, day);
alter table dead_letters add constraint dead_letters_closed CHECK (((state = 'open'::text) OR ((closed_at IS NOT NULL) AND (closed_by IS NOT NULL))));
alter table dead_letters add constraint dead_letters_state_check CHECK ((state = ANY (ARRAY['open'::text, 'replayed'::text, 'discarded'::text])));
alter table dead_letters add constraint dead_letters_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table dead_letters add constraint dead_letters_pkey PRIMARY KEY (tenant_id, id);
alter table dead_letters add constraint dead_letters_tenant_id_collection_document_id_payload_hash_key UNIQUE (tenant_id, collection, document_id, payload_hash);
alter table device_users add constraint device_users_tenant_id_device_id_fkey FOREIGN KEY (tenant_id, device_id) REFERENCES devices(tenant_id, id);
alter table device_users add constraint device_users_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table device_users add constraint device_users_pkey PRIMARY KEY (tenant_id, device_id, user_id);
alter table devices add constraint devices_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table devices add constraint devices_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES users(tenant_id, id);
alter table devices add constraint devices_pkey PRIMARY KEY (tenant_id, id);
alter table devices add constraint devices_tenant_id_branch_id_code_key UNIQUE (tenant_id, branch_id, code);
alter table idempotency_keys add constraint idempotency_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, key);
alter table invitations add constraint invitations_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES users(tenant_id, id);
alter table invitations add constraint invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table invitations add constraint invitations_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table invitations add constraint invitations_pkey PRIMARY KEY (tenant_id, id);
alter table kysely_migration add constraint kysely_migration_pkey PRIMARY KEY (name);
alter table kysely_migration_lock add constraint kysely_migration_lock_pkey PRIMARY KEY (id);
alter table log_heads add constraint log_heads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table log_heads add constraint log_heads_pkey PRIMARY KEY (tenant_id);
alter table log_marks add constraint log_marks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table log_marks add constraint log_marks_pkey PRIMARY KEY (tenant_id, at);
alter table log_readers add constraint log_readers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table log_readers add constraint log_readers_pkey PRIMARY KEY (tenant_id, reader);
alter table low_marks add constraint low_marks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table low_marks add constraint low_marks_pkey PRIMARY KEY (tenant_id, product_id, branch_id, user_id);
alter table metrics_history add constraint metrics_history_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table metrics_history add constraint metrics_history_pkey PRIMARY KEY (tenant_id, at, node_id);
alter table movement_conflicts add constraint movement_conflicts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table movement_conflicts add constraint movement_conflicts_pkey PRIMARY KEY (tenant_id, id);
alter table notice_items add constraint notice_items_tenant_id_notice_id_fkey FOREIGN KEY (tenant_id, notice_id) REFERENCES notices(tenant_id, id) ON DELETE CASCADE;
alter table notice_items add constraint notice_items_pkey PRIMARY KEY (tenant_id, notice_id, product_id, branch_id);
alter table notices add constraint notices_channel_check CHECK ((channel = ANY (ARRAY['telegram'::text, 'mail'::text])));
alter table notices add constraint notices_state_check CHECK ((state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dropped'::text])));
alter table notices add constraint notices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table notices add constraint notices_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table notices add constraint notices_pkey PRIMARY KEY (tenant_id, id);
alter table orders add constraint orders_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'refund'::text])));
alter table orders add constraint orders_source_check CHECK ((source = ANY (ARRAY['pos'::text, 'shopify'::text])));
alter table orders add constraint orders_status_check CHECK ((status = ANY (ARRAY['accepted'::text, 'conflict'::text, 'cancelled'::text])));
alter table orders add constraint orders_pkey PRIMARY KEY (tenant_id, id);
alter table parked_sales add constraint parked_sales_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table parked_sales add constraint parked_sales_pkey PRIMARY KEY (tenant_id, id);
alter table products add constraint products_cost_check CHECK ((cost >= 0));
alter table products add constraint products_price_check CHECK ((price >= 0));
alter table products add constraint products_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])));
alter table products add constraint products_tax_rate_check CHECK ((tax_rate >= 0));
alter table products add constraint products_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table products add constraint products_pkey PRIMARY KEY (tenant_id, id);
alter table sessions add constraint sessions_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table sessions add constraint sessions_pkey PRIMARY KEY (tenant_id, id);
alter table shifts add constraint shifts_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table shifts add constraint shifts_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_calls add constraint shopify_calls_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_calls add constraint shopify_calls_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_claims add constraint shopify_claims_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_claims add constraint shopify_claims_pkey PRIMARY KEY (tenant_id, order_id, line_id, location_id, part);
alter table shopify_connections add constraint shopify_connections_opening_stock_check CHECK ((opening_stock = ANY (ARRAY['shopify'::text, 'omnisync'::text])));
alter table shopify_connections add constraint shopify_connections_state_check CHECK ((state = ANY (ARRAY['on'::text, 'paused'::text, 'refused'::text, 'uninstalled'::text, 'restored'::text])));
alter table shopify_connections add constraint shopify_connections_tenant_id_connected_by_fkey FOREIGN KEY (tenant_id, connected_by) REFERENCES users(tenant_id, id);
alter table shopify_connections add constraint shopify_connections_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_connections add constraint shopify_connections_pkey PRIMARY KEY (tenant_id);
alter table shopify_connections add constraint shopify_connections_domain_key UNIQUE (domain);
alter table shopify_imports add constraint shopify_imports_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'changed'::text, 'bulk'::text])));
alter table shopify_imports add constraint shopify_imports_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])));
alter table shopify_imports add constraint shopify_imports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_imports add constraint shopify_imports_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_inbox add constraint shopify_inbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'dead'::text])));
alter table shopify_inbox add constraint shopify_inbox_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_inbox add constraint shopify_inbox_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_levels add constraint shopify_levels_opening_check CHECK ((opening = ANY (ARRAY['shopify'::text, 'omnisync'::text])));
alter table shopify_levels add constraint shopify_levels_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_levels add constraint shopify_levels_pkey PRIMARY KEY (tenant_id, item_id, location_id);
alter table shopify_locations add constraint shopify_locations_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table shopify_locations add constraint shopify_locations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_locations add constraint shopify_locations_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_locations add constraint shopify_locations_tenant_id_branch_id_key UNIQUE (tenant_id, branch_id);
alter table shopify_orders add constraint shopify_orders_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_orders add constraint shopify_orders_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_product_hints add constraint shopify_product_hints_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_product_hints add constraint shopify_product_hints_pkey PRIMARY KEY (tenant_id, shop_product_id);
alter table shopify_refunds add constraint shopify_refunds_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_refunds add constraint shopify_refunds_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_refusals add constraint shopify_refusals_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_refusals add constraint shopify_refusals_pkey PRIMARY KEY (tenant_id, subject, subject_id);
alter table shopify_sends add constraint shopify_sends_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'dead'::text, 'done'::text])));
alter table shopify_sends add constraint shopify_sends_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_sends add constraint shopify_sends_pkey PRIMARY KEY (tenant_id, id);
alter table shopify_variants add constraint shopify_variants_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table shopify_variants add constraint shopify_variants_pkey PRIMARY KEY (tenant_id, id);
alter table stock_alerts add constraint stock_alerts_threshold_check CHECK ((threshold >= 0));
alter table stock_alerts add constraint stock_alerts_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES products(tenant_id, id);
alter table stock_alerts add constraint stock_alerts_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table stock_alerts add constraint stock_alerts_pkey PRIMARY KEY (tenant_id, user_id, product_id);
alter table stock_levels add constraint stock_levels_on_hand_check CHECK ((on_hand >= 0));
alter table stock_levels add constraint stock_levels_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table stock_levels add constraint stock_levels_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES products(tenant_id, id);
alter table stock_levels add constraint stock_levels_pkey PRIMARY KEY (tenant_id, branch_id, product_id);
alter table stock_movements add constraint stock_movements_balance_check CHECK ((balance >= 0));
alter table stock_movements add constraint stock_movements_pkey PRIMARY KEY (tenant_id, id);
alter table summaries add constraint summaries_made CHECK ((((made_at IS NULL) = (statistics IS NULL)) AND ((made_at IS NULL) = (tellings IS NULL))));
alter table summaries add constraint summaries_week CHECK ((starts_at < ends_at));
alter table summaries add constraint summaries_tenant_id_asked_by_fkey FOREIGN KEY (tenant_id, asked_by) REFERENCES users(tenant_id, id);
alter table summaries add constraint summaries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table summaries add constraint summaries_pkey PRIMARY KEY (tenant_id, week);
alter table summary_mails add constraint summary_mails_ended CHECK (((state = 'waiting'::text) = (ended_at IS NULL)));
alter table summary_mails add constraint summary_mails_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text, 'uz'::text])));
alter table summary_mails add constraint summary_mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dropped'::text])));
alter table summary_mails add constraint summary_mails_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table summary_mails add constraint summary_mails_tenant_id_week_fkey FOREIGN KEY (tenant_id, week) REFERENCES summaries(tenant_id, week);
alter table summary_mails add constraint summary_mails_pkey PRIMARY KEY (tenant_id, week, user_id);
alter table sync_log add constraint sync_log_direction_check CHECK ((direction = ANY (ARRAY['pull'::text, 'push'::text, 'stream'::text])));
alter table sync_log add constraint sync_log_tenant_id_device_id_fkey FOREIGN KEY (tenant_id, device_id) REFERENCES devices(tenant_id, id);
alter table sync_log add constraint sync_log_pkey PRIMARY KEY (tenant_id, id);
alter table taken_payloads add constraint taken_payloads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table taken_payloads add constraint taken_payloads_pkey PRIMARY KEY (tenant_id, collection, document_id, payload_hash);
alter table telegram_bindings add constraint telegram_bindings_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table telegram_bindings add constraint telegram_bindings_pkey PRIMARY KEY (tenant_id, user_id);
alter table telegram_bot add constraint telegram_bot_only_row_check CHECK (only_row);
alter table telegram_bot add constraint telegram_bot_pkey PRIMARY KEY (only_row);
alter table telegram_codes add constraint telegram_codes_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users(tenant_id, id);
alter table telegram_codes add constraint telegram_codes_pkey PRIMARY KEY (tenant_id, user_id);
alter table telegram_updates add constraint telegram_updates_pkey PRIMARY KEY (bot_id, id);
alter table tenants add constraint tenants_pkey PRIMARY KEY (id);
alter table users add constraint users_check CHECK (((role <> 'STAFF'::text) OR (branch_id IS NOT NULL)));
alter table users add constraint users_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'SUPPORT'::text, 'STAFF'::text])));
alter table users add constraint users_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table users add constraint users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table users add constraint users_pkey PRIMARY KEY (tenant_id, id);
alter table velocities add constraint velocities_kind_check CHECK ((kind = ANY (ARRAY['smooth'::text, 'intermittent'::text, 'fading'::text, 'new'::text])));
alter table velocities add constraint velocities_pkey PRIMARY KEY (tenant_id, branch_id, product_id);
alter table velocity_nights add constraint velocity_nights_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branches(tenant_id, id);
alter table velocity_nights add constraint velocity_nights_pkey PRIMARY KEY (tenant_id, branch_id);
alter table velocity_progress add constraint velocity_progress_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id);
alter table velocity_progress add constraint velocity_progress_pkey PRIMARY KEY (tenant_id);

-- indexes

CREATE INDEX approval_requests_asked ON public.approval_requests USING btree (tenant_id, asked_at, id);
CREATE INDEX archive_customers_body ON public.archive_customers USING gin (tenant_id, body gin_trgm_ops);
CREATE INDEX archive_customers_words ON public.archive_customers USING gin (words);
CREATE INDEX archive_orders_body ON public.archive_orders USING gin (tenant_id, body gin_trgm_ops);
CREATE INDEX archive_orders_customer ON public.archive_orders USING btree (tenant_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX archive_orders_newest ON public.archive_orders USING btree (tenant_id, created_at, id);
CREATE INDEX archive_orders_total ON public.archive_orders USING btree (tenant_id, total, id);
CREATE INDEX archive_orders_words ON public.archive_orders USING gin (words);
CREATE INDEX archive_products_body ON public.archive_products USING gin (tenant_id, body gin_trgm_ops);
CREATE INDEX archive_products_words ON public.archive_products USING gin (words);
CREATE INDEX audit_log_at ON public.audit_log USING btree (tenant_id, at, id);
CREATE INDEX audit_log_subject ON public.audit_log USING btree (tenant_id, subject, subject_id, at);
CREATE INDEX backup_runs_ended ON public.backup_runs USING btree (kind, state, ended_at);
CREATE UNIQUE INDEX branches_seq ON public.branches USING btree (tenant_id, seq);
CREATE INDEX bulk_chunks_waiting ON public.bulk_chunks USING btree (tenant_id, operation_id, number) WHERE (done_at IS NULL);
CREATE INDEX bulk_operations_waiting ON public.bulk_operations USING btree (tenant_id, id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX customers_gone ON public.customers USING btree (tenant_id, seq) WHERE deleted;
CREATE UNIQUE INDEX customers_seq ON public.customers USING btree (tenant_id, seq);
CREATE INDEX daily_sales_day ON public.daily_sales USING btree (tenant_id, day);
CREATE INDEX dead_letters_cause ON public.dead_letters USING btree (tenant_id, collection, code, received_at, id) WHERE (state = 'open'::text);
CREATE INDEX dead_letters_open ON public.dead_letters USING btree (tenant_id, received_at, id) WHERE (state = 'open'::text);
CREATE INDEX invitations_user ON public.invitations USING btree (tenant_id, user_id) WHERE (ended_at IS NULL);
CREATE INDEX movement_conflicts_open ON public.movement_conflicts USING btree (tenant_id, detected_at, id) WHERE (settled_at IS NULL);
CREATE INDEX notices_ended ON public.notices USING btree (tenant_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX notices_of ON public.notices USING btree (tenant_id, user_id, channel, due_at);
CREATE INDEX notices_open ON public.notices USING btree (tenant_id, due_at) WHERE (state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'sending'::text]));
CREATE INDEX orders_backorder ON public.orders USING btree (tenant_id, branch_id, settled_at, id) WHERE ((status = 'conflict'::text) AND ((conflict #>> '{settlement,action}'::text[]) = 'backorder'::text));
CREATE UNIQUE INDEX orders_branch_seq ON public.orders USING btree (tenant_id, branch_id, seq) INCLUDE (created_at);
CREATE INDEX orders_conflict ON public.orders USING btree (tenant_id, settled_at, id) WHERE (status = 'conflict'::text);
CREATE INDEX orders_refund_of ON public.orders USING btree (tenant_id, refund_of) WHERE (refund_of IS NOT NULL);
CREATE UNIQUE INDEX orders_seq ON public.orders USING btree (tenant_id, seq) INCLUDE (created_at);
CREATE UNIQUE INDEX parked_sales_branch_seq ON public.parked_sales USING btree (tenant_id, branch_id, seq);
CREATE INDEX parked_sales_gone ON public.parked_sales USING btree (tenant_id, seq) WHERE deleted;
CREATE UNIQUE INDEX parked_sales_seq ON public.parked_sales USING btree (tenant_id, seq);
CREATE INDEX products_gone ON public.products USING btree (tenant_id, seq) WHERE deleted;
CREATE UNIQUE INDEX products_seq ON public.products USING btree (tenant_id, seq);
CREATE INDEX sessions_user ON public.sessions USING btree (tenant_id, user_id);
CREATE UNIQUE INDEX shifts_branch_seq ON public.shifts USING btree (tenant_id, branch_id, seq);
CREATE UNIQUE INDEX shifts_seq ON public.shifts USING btree (tenant_id, seq);
CREATE INDEX shopify_calls_at ON public.shopify_calls USING btree (tenant_id, at);
CREATE INDEX shopify_claims_document ON public.shopify_claims USING btree (tenant_id, document_id);
CREATE INDEX shopify_claims_level ON public.shopify_claims USING btree (tenant_id, item_id, location_id) WHERE is_open;
CREATE INDEX shopify_imports_started ON public.shopify_imports USING btree (tenant_id, started_at);
CREATE INDEX shopify_inbox_ended ON public.shopify_inbox USING btree (tenant_id, ended_at) WHERE (state = 'done'::text);
CREATE INDEX shopify_inbox_open ON public.shopify_inbox USING btree (tenant_id, received_at) WHERE (state <> 'done'::text);
CREATE INDEX shopify_levels_sent ON public.shopify_levels USING btree (tenant_id, send_id) WHERE (send_id IS NOT NULL);
CREATE INDEX shopify_levels_waiting ON public.shopify_levels USING btree (tenant_id) WHERE (hinted OR dirty OR (held <> 0));
CREATE INDEX shopify_orders_faulty ON public.shopify_orders USING btree (tenant_id) WHERE (fault IS NOT NULL);
CREATE INDEX shopify_orders_waiting ON public.shopify_orders USING btree (tenant_id) WHERE hinted;
CREATE INDEX shopify_refunds_order ON public.shopify_refunds USING btree (tenant_id, order_id);
CREATE INDEX shopify_refusals_product ON public.shopify_refusals USING btree (tenant_id, shop_product_id);
CREATE INDEX shopify_sends_ended ON public.shopify_sends USING btree (tenant_id, ended_at) WHERE (state = 'done'::text);
CREATE INDEX shopify_sends_open ON public.shopify_sends USING btree (tenant_id, next_try_at) WHERE (state <> 'done'::text);
CREATE INDEX shopify_sends_order ON public.shopify_sends USING btree (tenant_id, ((payload ->> 'orderId'::text))) WHERE (kind = 'refund'::text);
CREATE INDEX shopify_variants_item ON public.shopify_variants USING btree (tenant_id, item_id);
CREATE UNIQUE INDEX shopify_variants_product ON public.shopify_variants USING btree (tenant_id, product_id) WHERE (gone_at IS NULL);
CREATE INDEX shopify_variants_shop_product ON public.shopify_variants USING btree (tenant_id, shop_product_id);
CREATE INDEX stock_alerts_product ON public.stock_alerts USING btree (tenant_id, product_id);
CREATE UNIQUE INDEX stock_levels_branch_seq ON public.stock_levels USING btree (tenant_id, branch_id, seq);
CREATE INDEX stock_levels_lacking ON public.stock_levels USING btree (tenant_id, branch_id) WHERE ((NOT deleted) AND (on_hand <= COALESCE(reorder_point, suggested_point)));
CREATE UNIQUE INDEX stock_levels_seq ON public.stock_levels USING btree (tenant_id, seq);
CREATE UNIQUE INDEX stock_movements_branch_seq ON public.stock_movements USING btree (tenant_id, branch_id, seq) INCLUDE (created_at);
CREATE INDEX stock_movements_order ON public.stock_movements USING btree (tenant_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX stock_movements_product ON public.stock_movements USING btree (tenant_id, product_id, seq);
CREATE INDEX stock_movements_reason ON public.stock_movements USING btree (tenant_id, reason, seq) WHERE (reason <> 'sale'::text);
CREATE UNIQUE INDEX stock_movements_seq ON public.stock_movements USING btree (tenant_id, seq) INCLUDE (created_at);
CREATE INDEX summary_mails_failed ON public.summary_mails USING btree (tenant_id, ended_at) WHERE (state = 'failed'::text);
CREATE INDEX summary_mails_open ON public.summary_mails USING btree (tenant_id, due_at) WHERE (state = 'waiting'::text);
CREATE INDEX sync_log_device ON public.sync_log USING btree (tenant_id, device_id, at);
CREATE INDEX taken_payloads_age ON public.taken_payloads USING btree (tenant_id, taken_at);
CREATE UNIQUE INDEX telegram_bindings_chat ON public.telegram_bindings USING btree (chat_id);
CREATE UNIQUE INDEX telegram_codes_hash ON public.telegram_codes USING btree (hash);
CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(email));

-- policies

create policy own_tenant on account_settings as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on approval_requests as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on archive_customers as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on archive_orders as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on archive_products as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on archive_progress as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on audit_log as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on branch_days as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on branches as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on bulk_chunks as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on bulk_operations as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on customers as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on daily_sales as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on dead_letters as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on device_users as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on devices as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on idempotency_keys as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on invitations as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on log_heads as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on log_marks as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on log_readers as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on low_marks as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on metrics_history as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on movement_conflicts as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on notice_items as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on notices as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on orders as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on parked_sales as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on products as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on sessions as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shifts as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_calls as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_claims as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_connections as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_imports as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_inbox as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_levels as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_locations as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_orders as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_product_hints as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_refunds as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_refusals as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_sends as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on shopify_variants as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on stock_alerts as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on stock_levels as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on stock_movements as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on summaries as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on summary_mails as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on sync_log as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on taken_payloads as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on telegram_bindings as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on telegram_codes as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on tenants as permissive for all to public using ((id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on users as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on velocities as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on velocity_nights as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own_tenant on velocity_progress as permissive for all to public using ((tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif")));

-- views

create view archive_customers_here as
 SELECT tenant_id,
    id,
    body,
    words
   FROM archive_customers
  WHERE (tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid);
create view archive_orders_here as
 SELECT tenant_id,
    id,
    created_at,
    total,
    body,
    words
   FROM archive_orders
  WHERE (tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid);
create view archive_products_here as
 SELECT tenant_id,
    id,
    body,
    words
   FROM archive_products
  WHERE (tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid);

-- functions

CREATE OR REPLACE FUNCTION public.archive_words(tenant uuid, body text, facts text[])
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select array_to_tsvector(array(
      select right(tenant::text, 8) || left(word, 80)
      from regexp_split_to_table(body, E'[\\s!-/:-@\\[-`{-~\u2018\u2019\u02bb\u02bc\u00ab\u00bb\u201c\u201d\u2013\u2014\u00b7\u2116]+') word
      where word <> ''
      union
      select right(tenant::text, 8) || '=' || left(fact, 120) from unnest(facts) fact where fact is not null
    ))
  $function$
;
CREATE OR REPLACE FUNCTION public.figures_of_all()
 RETURNS TABLE(name text, label text, value double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
  $function$
;
CREATE OR REPLACE FUNCTION public.heads_of(tenants uuid[])
 RETURNS TABLE(tenant_id uuid, epoch text, head bigint, collections jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select l.tenant_id, l.epoch, l.head, l.collections from log_heads l where l.tenant_id = any (tenants) $function$
;
CREATE OR REPLACE FUNCTION public.person_of_chat(chat bigint)
 RETURNS TABLE(tenant_id uuid, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select b.tenant_id, b.user_id from telegram_bindings b where b.chat_id = chat $function$
;
CREATE OR REPLACE FUNCTION public.person_of_code(code bytea)
 RETURNS TABLE(tenant_id uuid, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select c.tenant_id, c.user_id from telegram_codes c where c.hash = code $function$
;
CREATE OR REPLACE FUNCTION public.purge_tombstones(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    upto bigint;
    gone integer;
    everything integer := 0;
  begin
    select horizon into upto from log_heads where tenant_id = tenant;
    
    delete from products where tenant_id = tenant and deleted and seq <= upto and id in (
      select t.id from products t where t.tenant_id = tenant and t.deleted and t.seq <= upto
        and not exists (select from stock_levels l where l.tenant_id = tenant and l.product_id = t.id)
      order by t.seq limit most - everything);
    get diagnostics gone = row_count;
    everything := everything + gone;
    delete from customers where tenant_id = tenant and deleted and seq <= upto and id in (
      select t.id from customers t where t.tenant_id = tenant and t.deleted and t.seq <= upto
      order by t.seq limit most - everything);
    get diagnostics gone = row_count;
    everything := everything + gone;
    delete from parked_sales where tenant_id = tenant and deleted and seq <= upto and id in (
      select t.id from parked_sales t where t.tenant_id = tenant and t.deleted and t.seq <= upto
      order by t.seq limit most - everything);
    get diagnostics gone = row_count;
    everything := everything + gone;
    return everything;
  end $function$
;
CREATE OR REPLACE FUNCTION public.refuse_unstamped()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION public.shop_by_domain(shop text)
 RETURNS TABLE(tenant_id uuid, secret bytea, former_secret bytea, rotated_at timestamp with time zone, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select c.tenant_id, c.secret, c.former_secret, c.rotated_at, c.state from shopify_connections c where c.domain = lower(shop) $function$
;
CREATE OR REPLACE FUNCTION public.take_positions(tenant uuid, counts jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION public.tenant_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select id from tenants $function$
;
CREATE OR REPLACE FUNCTION public.tenants_with_notices()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select distinct n.tenant_id from notices n where n.state in ('gathering', 'waiting', 'sending') $function$
;
CREATE OR REPLACE FUNCTION public.tenants_with_shop()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select c.tenant_id from shopify_connections c where c.state in ('on', 'restored') $function$
;
CREATE OR REPLACE FUNCTION public.tenants_with_summary_mail(moment timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select distinct m.tenant_id from summary_mails m where m.state = 'waiting' and m.due_at <= moment $function$
;
CREATE OR REPLACE FUNCTION public.user_for_login(login text)
 RETURNS TABLE(tenant_id uuid, id uuid, password_hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select u.tenant_id, u.id, u.password_hash from users u where lower(u.email) = lower(login) $function$
;
CREATE OR REPLACE FUNCTION public.weeks_of_tenants()
 RETURNS TABLE(tenant_id uuid, time_zone text, created_at timestamp with time zone, made date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select t.id, t.time_zone, t.created_at,
       (select max(s.week) from summaries s where s.tenant_id = t.id and s.made_at is not null)
     from tenants t $function$
;

-- triggers

CREATE TRIGGER branches_inserted AFTER INSERT ON public.branches REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER branches_updated AFTER UPDATE ON public.branches REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER customers_inserted AFTER INSERT ON public.customers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER customers_updated AFTER UPDATE ON public.customers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER orders_inserted AFTER INSERT ON public.orders REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER orders_updated AFTER UPDATE ON public.orders REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER parked_sales_inserted AFTER INSERT ON public.parked_sales REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER parked_sales_updated AFTER UPDATE ON public.parked_sales REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER products_inserted AFTER INSERT ON public.products REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER products_updated AFTER UPDATE ON public.products REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER shifts_inserted AFTER INSERT ON public.shifts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER shifts_updated AFTER UPDATE ON public.shifts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER stock_levels_inserted AFTER INSERT ON public.stock_levels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER stock_levels_updated AFTER UPDATE ON public.stock_levels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER stock_movements_inserted AFTER INSERT ON public.stock_movements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();
CREATE TRIGGER stock_movements_updated AFTER UPDATE ON public.stock_movements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unstamped();

-- the application role's rights

grant delete, insert, select, update on account_settings to omnisync_app;
grant insert, select, update on approval_requests to omnisync_app;
grant delete, insert, select, update on archive_customers to omnisync_app;
grant select on archive_customers_here to omnisync_app;
grant delete, insert, select, update on archive_orders to omnisync_app;
grant select on archive_orders_here to omnisync_app;
grant delete, insert, select, update on archive_products to omnisync_app;
grant select on archive_products_here to omnisync_app;
grant delete, insert, select, update on archive_progress to omnisync_app;
grant insert, select on audit_log to omnisync_app;
grant delete, insert, select, update on backup_runs to omnisync_app;
grant delete, insert, select, update on branch_days to omnisync_app;
grant insert, select, update on branches to omnisync_app;
grant delete, insert, select, update on bulk_chunks to omnisync_app;
grant insert, select, update on bulk_operations to omnisync_app;
grant insert, select, update on customers to omnisync_app;
grant delete, insert, select, update on daily_sales to omnisync_app;
grant insert, select, update on dead_letters to omnisync_app;
grant insert, select, update on device_users to omnisync_app;
grant insert, select, update on devices to omnisync_app;
grant delete, insert, select, update on idempotency_keys to omnisync_app;
grant insert, select, update on invitations to omnisync_app;
grant select on kysely_migration to omnisync_app;
grant select on kysely_migration_lock to omnisync_app;
grant insert, select, update on log_heads to omnisync_app;
grant delete, insert, select on log_marks to omnisync_app;
grant delete, insert, select, update on log_readers to omnisync_app;
grant delete, insert, select, update on low_marks to omnisync_app;
grant delete, insert, select on metrics_history to omnisync_app;
grant insert, select, update on movement_conflicts to omnisync_app;
grant delete, insert, select, update on notice_items to omnisync_app;
grant delete, insert, select, update on notices to omnisync_app;
grant insert, select, update on orders to omnisync_app;
grant insert, select, update on parked_sales to omnisync_app;
grant insert, select, update on products to omnisync_app;
grant delete, insert, select, update on sessions to omnisync_app;
grant insert, select, update on shifts to omnisync_app;
grant delete, insert, select, update on shopify_calls to omnisync_app;
grant delete, insert, select, update on shopify_claims to omnisync_app;
grant delete, insert, select, update on shopify_connections to omnisync_app;
grant delete, insert, select, update on shopify_imports to omnisync_app;
grant delete, insert, select, update on shopify_inbox to omnisync_app;
grant delete, insert, select, update on shopify_levels to omnisync_app;
grant delete, insert, select, update on shopify_locations to omnisync_app;
grant delete, insert, select, update on shopify_orders to omnisync_app;
grant delete, insert, select, update on shopify_product_hints to omnisync_app;
grant delete, insert, select, update on shopify_refunds to omnisync_app;
grant delete, insert, select, update on shopify_refusals to omnisync_app;
grant delete, insert, select, update on shopify_sends to omnisync_app;
grant delete, insert, select, update on shopify_variants to omnisync_app;
grant delete, insert, select, update on stock_alerts to omnisync_app;
grant insert, select, update on stock_levels to omnisync_app;
grant insert, select, update on stock_movements to omnisync_app;
grant insert, select, update on summaries to omnisync_app;
grant insert, select, update on summary_mails to omnisync_app;
grant delete, insert, select, update on sync_log to omnisync_app;
grant delete, insert, select, update on taken_payloads to omnisync_app;
grant delete, insert, select, update on telegram_bindings to omnisync_app;
grant delete, insert, select, update on telegram_bot to omnisync_app;
grant delete, insert, select, update on telegram_codes to omnisync_app;
grant delete, insert, select, update on telegram_updates to omnisync_app;
grant insert, select, update on tenants to omnisync_app;
grant insert, select, update on users to omnisync_app;
grant delete, insert, select, update on velocities to omnisync_app;
grant delete, insert, select, update on velocity_nights to omnisync_app;
grant delete, insert, select, update on velocity_progress to omnisync_app;
