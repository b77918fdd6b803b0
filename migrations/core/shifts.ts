/** The days at the drawers. */
export const shifts = `
  create table shifts (
    tenant_id uuid not null,
    id uuid not null,
    branch_id uuid not null,
    device_id uuid not null,
    number integer not null,
    opened_by uuid not null,
    opened_at timestamptz not null,
    opening_float bigint not null,
    cash_movements jsonb not null,
    closed_by uuid,
    closed_at timestamptz,
    counted_cash bigint,
    expected_cash bigint,
    note text,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id)
  );
  create unique index shifts_seq on shifts (tenant_id, seq);
  create unique index shifts_branch_seq on shifts (tenant_id, branch_id, seq);
`
