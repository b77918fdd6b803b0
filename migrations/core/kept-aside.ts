/** What is kept beside the documents: what could not be accepted, what was seen before, who did what. */
export const keptAside = `
  -- Documents that could not be accepted at all (U5). 'payload' is json, not jsonb: it is kept to the letter, even
  -- where it holds what jsonb refuses.
  create table dead_letters (
    tenant_id uuid not null references tenants (id),
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
    received_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
    primary key (tenant_id, id),
    unique (tenant_id, collection, document_id, payload_hash)
  );
  create index dead_letters_open on dead_letters (tenant_id, received_at, id) where state = 'open';

  -- By hash, what was taken of documents that people edit from devices that had heard nothing of them yet: sent again,
  -- it is a repeat (U3); anything else is an edit (M4).
  create table taken_payloads (
    tenant_id uuid not null references tenants (id),
    collection text not null,
    document_id uuid not null,
    payload_hash bytea not null,
    primary key (tenant_id, collection, document_id, payload_hash)
  );

  create table audit_log (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    at timestamptz not null,
    actor_id uuid,
    device_id uuid,
    action text not null,
    subject text not null,
    subject_id text not null,
    details jsonb not null,
    primary key (tenant_id, id)
  );
  create index audit_log_subject on audit_log (tenant_id, subject, subject_id, at);

  create table idempotency_keys (
    tenant_id uuid not null references tenants (id),
    key text not null,
    route text not null,
    body_hash bytea not null,
    status integer not null,
    answer json not null,
    created_at timestamptz not null,
    primary key (tenant_id, key)
  );
`
