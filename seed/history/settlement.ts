import type { Branch } from '../../shared/branches/branch.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { AuditEntry } from '../../server/audit/write-audit.ts'
import type { DeadLetterRow } from '../../server/dead-letters/queries.ts'

/** One row of the log. Stock levels are not among them: they follow from the movements. */
export type Entry =
  | { collection: 'branches'; document: Branch }
  | { collection: 'products'; document: Product }
  | { collection: 'customers'; document: Customer }
  | { collection: 'orders'; document: Order }
  | { collection: 'stockMovements'; document: StockMovement }

/** What happened in one transaction of the simulated server: its rows are written together or not at all (O3, O4). */
export type Settlement = {
  /** Milliseconds since 1970; never less than that of the settlement before. */
  at: number
  entries: Entry[]
  audit: AuditEntry[]
  letters: DeadLetterRow[]
}

export function settlement(at: number, entries: Entry[]): Settlement {
  return { at, entries, audit: [], letters: [] }
}
