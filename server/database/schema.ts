import type { ColumnType, JSONColumnType } from 'kysely'
import type { RunFault, RunFigures } from '../../shared/backups/backups.ts'

/**
 * The tables that Kysely asks by its own words, column by column as in `migrations/`; those that are asked in SQL alone
 * are not here, and say what they give at each question. Money and positions are bigint in Postgres
 * and safe integers here (see `database.ts`); timestamps are `Date` when read.
 */
export type Schema = {
  tenants: { id: string; name: string; currency: string; time_zone: string; created_at: Date }
  users: {
    tenant_id: string
    id: string
    email: string
    name: string
    role: 'ADMIN' | 'SUPPORT' | 'STAFF'
    branch_id: string | null
    password_hash: string
    pin_hash: string | null
    disabled_at: Date | null
    created_at: Date
  }
  sessions: {
    tenant_id: string
    id: string
    user_id: string
    token_hash: Buffer
    rotated_at: Date
    created_at: Date
    expires_at: Date
    ended_at: Date | null
  }
  invitations: {
    tenant_id: string
    id: string
    user_id: string
    secret_hash: Buffer
    created_by: string
    created_at: Date
    expires_at: Date
    ended_at: Date | null
  }
  devices: {
    tenant_id: string
    id: string
    branch_id: string
    code: string
    name: string
    created_by: string
    created_at: Date
    revoked_at: Date | null
    last_seen_at: Date | null
    socket_id: ColumnType<string | null, string | null | undefined, string | null>
    socket_node: ColumnType<string | null, string | null | undefined, string | null>
    socket_since: ColumnType<Date | null, Date | null | undefined, Date | null>
    report: JSONColumnType<Record<string, unknown> | null, string | null | undefined>
    reported_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  device_users: { tenant_id: string; device_id: string; user_id: string; since: Date }
  log_heads: {
    tenant_id: string
    epoch: string
    head: number
    taken_from: number
    horizon: number
    collections: JSONColumnType<Record<string, number>>
    purged: ColumnType<Record<string, number>, string | undefined, string>
  }
  branches: {
    tenant_id: string
    id: string
    code: string
    name: string
    settings: JSONColumnType<Record<string, unknown>>
    flags: JSONColumnType<Record<string, boolean | number>>
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  products: {
    tenant_id: string
    id: string
    group_id: string
    group_title: string
    title: string
    variant_title: string
    sku: string
    barcode: string | null
    vendor: string
    category: string
    tags: string[]
    price: number
    cost: number | null
    tax_rate: number
    status: 'active' | 'archived'
    image_url: string | null
    shopify_variant_id: string | null
    updated_at: Date
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  stock_levels: {
    tenant_id: string
    branch_id: string
    product_id: string
    on_hand: number
    reorder_point: number | null
    velocity: number | null
    days_remaining: number | null
    suggested_point: ColumnType<number | null, number | null | undefined, number | null>
    updated_at: Date
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  stock_movements: {
    tenant_id: string
    id: string
    branch_id: string
    product_id: string
    delta: number
    balance: number
    reason: string
    order_id: string | null
    transfer_id: string | null
    counted: number | null
    expected: number | null
    note: string | null
    actor_id: string | null
    device_id: string | null
    created_at: Date
    payload_hash: Buffer | null
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  customers: {
    tenant_id: string
    id: string
    name: string
    phone: string | null
    email: string | null
    note: string | null
    updated_at: Date
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  orders: {
    tenant_id: string
    id: string
    number: string
    kind: 'sale' | 'refund'
    source: 'pos' | 'shopify'
    branch_id: string
    device_id: string
    cashier_id: string
    shift_id: string | null
    customer_id: string | null
    currency: string
    lines: JSONColumnType<unknown[]>
    discount: number
    subtotal: number
    tax: number
    total: number
    payments: JSONColumnType<unknown[]>
    refund_of: string | null
    reason: string | null
    approvals: JSONColumnType<unknown[]>
    note: string | null
    created_at: Date
    status: 'accepted' | 'conflict' | 'cancelled'
    conflict: JSONColumnType<Record<string, unknown>> | null
    flags: string[]
    settled_at: Date
    seal: string | null
    payload_hash: Buffer
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  parked_sales: {
    tenant_id: string
    id: string
    branch_id: string
    device_id: string
    cashier_id: string
    customer_id: string | null
    label: string
    lines: JSONColumnType<unknown[]>
    discount: number
    note: string | null
    lane_code: string | null
    cart: JSONColumnType<Record<string, unknown> | null>
    created_at: Date
    updated_at: Date
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  shifts: {
    tenant_id: string
    id: string
    branch_id: string
    device_id: string
    number: number
    opened_by: string
    opened_at: Date
    opening_float: number
    cash_movements: JSONColumnType<unknown[]>
    closed_by: string | null
    closed_at: Date | null
    counted_cash: number | null
    expected_cash: number | null
    note: string | null
    counts: JSONColumnType<unknown[] | null>
    closing: JSONColumnType<Record<string, unknown> | null>
    updated_at: Date
    deleted: ColumnType<boolean, boolean | undefined, boolean>
    seq: number
  }
  dead_letters: {
    tenant_id: string
    id: string
    collection: string
    document_id: string
    payload: ColumnType<unknown, string, string>
    payload_hash: Buffer
    branch_id: string | null
    device_id: string | null
    user_id: string | null
    code: string
    details: string
    received_at: Date
    state: ColumnType<
      'open' | 'replayed' | 'discarded',
      'open' | undefined,
      'open' | 'replayed' | 'discarded'
    >
    closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    closed_by: ColumnType<string | null, string | null | undefined, string | null>
    closing_reason: ColumnType<string | null, string | null | undefined, string | null>
  }
  movement_conflicts: {
    tenant_id: string
    id: string
    branch_id: string
    product_id: string
    movement: JSONColumnType<Record<string, unknown>>
    payload_hash: Buffer
    requested: number
    available: number
    detected_at: Date
    settled_at: Date | null
    settlement: ColumnType<Record<string, unknown> | null, string | undefined, string>
  }
  audit_log: {
    tenant_id: string
    id: string
    at: Date
    actor_id: string | null
    device_id: string | null
    action: string
    subject: string
    subject_id: string
    details: JSONColumnType<Record<string, unknown>>
  }
  sync_log: {
    tenant_id: string
    id: string
    device_id: string
    at: Date
    direction: 'pull' | 'push' | 'stream'
    collection: string | null
    requests: number
    documents: number
    conflicts: number
    rejected: number
    errors: number
    last_error: string | null
    reached: number | null
  }
  metrics_history: {
    tenant_id: string
    at: Date
    node_id: string
    figures: JSONColumnType<Record<string, number | string>>
  }
  idempotency_keys: {
    tenant_id: string
    key: string
    route: string
    body_hash: Buffer
    status: number
    answer: ColumnType<unknown, string, string>
    created_at: Date
  }
  approval_requests: {
    tenant_id: string
    id: string
    branch_id: string
    device_id: string
    cashier_id: string
    kind: string
    what: string
    before: ColumnType<number | string, string, string>
    after: ColumnType<number | string, string, string>
    currency: string
    reason: string
    details: JSONColumnType<Record<string, unknown>>
    asked_at: Date
    state: ColumnType<
      'open' | 'approved' | 'refused' | 'withdrawn',
      'open' | undefined,
      'approved' | 'refused' | 'withdrawn'
    >
    answered_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    answered_by: ColumnType<string | null, string | null | undefined, string | null>
    answer_reason: ColumnType<string | null, string | null | undefined, string | null>
    used_for: ColumnType<string | null, string | null | undefined, string | null>
    seq: number
  }
  bulk_operations: {
    tenant_id: string
    id: string
    kind: 'edit' | 'retry' | 'undo'
    source_id: string | null
    selection: JSONColumnType<Record<string, unknown>>
    operation: JSONColumnType<Record<string, unknown>>
    state: 'queued' | 'running' | 'done' | 'cancelled' | 'stopped'
    total: number
    changed: ColumnType<number, number | undefined, number>
    unchanged: ColumnType<number, number | undefined, number>
    failed: ColumnType<number, number | undefined, number>
    fault: string | null
    created_by: string
    created_at: Date
    started_at: Date | null
    finished_at: Date | null
  }
  bulk_chunks: {
    tenant_id: string
    operation_id: string
    number: number
    ids: string[]
    expected: number | null
    restore: JSONColumnType<unknown[]> | null
    done_at: Date | null
    changed_ids: string[] | null
    first_seq: number | null
    before: JSONColumnType<unknown[]> | null
    failures: JSONColumnType<unknown[]> | null
  }
  shopify_connections: {
    tenant_id: string
    domain: string
    client_id: string
    secret: Buffer
    former_secret: Buffer | null
    rotated_at: Date | null
    shop_name: string
    currency: string
    digits: number
    state: 'on' | 'paused' | 'refused' | 'uninstalled' | 'restored'
    fault: Json | null
    owners: Json
    opening_stock: 'shopify' | 'omnisync'
    device_id: string
    connected_by: string
    connected_at: Date
    reader_epoch: string
    reader_seq: number
    orders_since: Date
    products_since: Date | null
    products_seq: ColumnType<number, number | undefined, number>
    budget: Json | null
    checked_at: Date | null
    reconciled_at: Date | null
    reconciliation: Json | null
  }
  shopify_locations: {
    tenant_id: string
    id: string
    name: string
    is_active: boolean
    branch_id: string | null
  }
  shopify_variants: {
    tenant_id: string
    id: string
    shop_product_id: string
    item_id: string
    product_id: string
    is_tracked: boolean
    is_new: boolean
    base: Json | null
    remote_updated_at: Date
    read_at: Date | null
    gone_at: Date | null
  }
  shopify_product_hints: {
    tenant_id: string
    shop_product_id: string
    asked: number
    hinted_at: Date
    attempts: number
    next_try_at: Date | null
    fault: Json | null
  }
  shopify_levels: {
    tenant_id: string
    item_id: string
    location_id: string
    known: number | null
    is_stocked: boolean
    hinted: boolean
    dirty: boolean
    counted: ColumnType<boolean, boolean | undefined>
    held: ColumnType<number, number | undefined>
    opening: ColumnType<'shopify' | 'omnisync' | null, 'shopify' | 'omnisync' | null | undefined>
    send_id: string | null
    refused: Json | null
    read_at: Date | null
  }
  shopify_orders: {
    tenant_id: string
    id: string
    name: string
    updated_at: Date | null
    cancelled_at: Date | null
    is_sure: boolean
    hinted: boolean
    attempts: number
    next_try_at: Date | null
    fault: Json | null
  }
  shopify_claims: {
    tenant_id: string
    order_id: string
    line_id: string
    location_id: string
    part: number
    item_id: string
    taken: number
    quantity: number
    document_id: string | null
    document_line_id: string | null
    is_open: ColumnType<boolean, boolean | undefined>
  }
  shopify_refunds: {
    tenant_id: string
    id: string
    order_id: string
    pieces: Json
    document_id: string | null
    is_open: ColumnType<boolean, boolean | undefined>
  }
  shopify_sends: {
    tenant_id: string
    id: string
    kind: string
    subject_id: string | null
    payload: Json
    state: 'waiting' | 'dead' | 'done'
    attempts: number
    next_try_at: Date | null
    first_tried_at: Date | null
    fault: Json | null
    created_at: Date
    ended_at: Date | null
  }
  shopify_inbox: {
    tenant_id: string
    id: string
    event_id: string
    topic: string
    body: string
    triggered_at: Date
    received_at: Date
    state: 'waiting' | 'done' | 'dead'
    fault: Json | null
    ended_at: Date | null
  }
  shopify_imports: {
    tenant_id: string
    id: string
    kind: 'full' | 'changed' | 'bulk'
    state: 'running' | 'done' | 'failed' | 'cancelled'
    since: Date | null
    cursor: string | null
    done_of_next: number
    variants_each: number | null
    bulk_id: string | null
    total: number | null
    read: number
    created: number
    matched: number
    conflicting: number
    unchanged: number
    refused: number
    attempts: number
    next_try_at: Date | null
    fault: Json | null
    asked_by: string | null
    started_at: Date
    ended_at: Date | null
  }
  shopify_refusals: {
    tenant_id: string
    subject: string
    subject_id: string
    shop_product_id: string | null
    title: string
    code: string
    path: string
    message: string
    at: Date
  }
  shopify_calls: {
    tenant_id: string
    id: string
    at: Date
    operation: string
    code: string
    status: number | null
    milliseconds: number
    request: Json
    answer: Json | null
  }
  account_settings: {
    tenant_id: string
    user_id: string
    language: 'en' | 'ru' | 'uz' | null
    low_stock_mail: boolean | null
    low_stock_telegram: boolean | null
    summary_mail: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  }
  notices: {
    tenant_id: string
    id: string
    user_id: string
    channel: 'telegram' | 'mail'
    state: 'gathering' | 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped'
    due_at: Date
    claimed_until: Date | null
    attempts: ColumnType<number, number | undefined, number>
    fault: string | null
    created_at: Date
    ended_at: Date | null
  }
  notice_items: {
    tenant_id: string
    notice_id: string
    product_id: string
    branch_id: string
    on_hand: number
    threshold: number
    is_own: boolean
    at: Date
  }
  backup_runs: {
    id: string
    kind: 'backup' | 'drill' | 'restore'
    state: 'waiting' | 'running' | 'done' | 'failed'
    backup: string | null
    place: string | null
    asked_at: Date
    started_at: Date | null
    ended_at: Date | null
    figures: ColumnType<RunFigures, string | undefined, string>
    fault: ColumnType<RunFault | null, string | null | undefined, string | null>
  }
}

/** A jsonb column: read as what it holds, written as text. */
type Json = ColumnType<Record<string, unknown>, string, string>
