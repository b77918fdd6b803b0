import type { TestDatabase } from '../../server/testing/test-database.ts'

/** A row of the ledger. `tx` names the transaction that wrote it: movements are never changed. */
export type Entry = {
  id: string
  seq: number
  tx: string
  level: string
  delta: number
  balance: number
  reason: string
  order: string | null
  transfer: string | null
}

/** An order as it stands. `tx` names the transaction that changed it last. */
export type Kept = {
  id: string
  seq: number
  tx: string
  branch: string
  kind: 'sale' | 'refund'
  source: 'pos' | 'shopify'
  status: 'accepted' | 'conflict' | 'cancelled'
  refund_of: string | null
  flags: string[]
  seal: string | null
  discount: number
  total: number
  lines: {
    id: string
    productId: string
    quantity: number
    refundOf?: string
    restock?: boolean
    total: number
  }[]
  payments: { amount: number }[]
  conflict: null | {
    reason: string
    shortages: { lineId: string; productId: string; requested: number; available: number }[]
    settlement: null | {
      action: string
      given?: { lineId: string; productId: string; quantity: number }[]
    }
  }
}

export type Letter = {
  document_id: string
  code: string
  state: string
  payload: { payments?: { amount: number }[] }
}

/** A movement that did not fit; `settled` says how the desk ended it. */
export type Held = { id: string; requested: number; available: number; settled: string | null }

/** What the server has of one business, read past its own code. */
export type Books = {
  head: number
  entries: Entry[]
  orders: Kept[]
  levels: Map<string, number>
  letters: Letter[]
  heldMovements: Held[]
}

/** Where books are read: `writer` is SQL for the transaction that wrote a row, where it is not the row's own. */
export type Shelf = Pick<TestDatabase, 'query'> & { writer?: string }

/** Reads the books straight from the tables, the ledger in the order of the log. */
export async function readBooks({ query, writer = 'xmin::text' }: Shelf, tenantId: string): Promise<Books> {
  const of = [tenantId]
  const [heads, entries, orders, levels, letters, heldMovements] = await Promise.all([
    query<{ head: string }>('select head::text from log_heads where tenant_id = $1', of),
    query<Entry>(
      `select id, seq::integer, ${writer} as tx, branch_id || ':' || product_id as level, delta, balance, reason,
         order_id as order, transfer_id as transfer
       from stock_movements where tenant_id = $1 order by seq`,
      of,
    ),
    query<Kept>(
      `select id, seq::integer, ${writer} as tx, branch_id as branch, kind, source, status, refund_of, flags, seal, discount::integer, total::integer, lines,
         payments, conflict
       from orders where tenant_id = $1 order by seq`,
      of,
    ),
    query<{ level: string; on_hand: number }>(
      `select branch_id || ':' || product_id as level, on_hand from stock_levels where tenant_id = $1`,
      of,
    ),
    query<Letter>(
      'select document_id, code, state, payload from dead_letters where tenant_id = $1 order by id',
      of,
    ),
    query<Held>(
      `select id, requested, available, settlement ->> 'action' as settled
       from movement_conflicts where tenant_id = $1 order by id`,
      of,
    ),
  ])
  return {
    head: Number(heads[0]?.head),
    entries,
    orders,
    levels: new Map(levels.map((it) => [it.level, it.on_hand])),
    letters,
    heldMovements,
  }
}
