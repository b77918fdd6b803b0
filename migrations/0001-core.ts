import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { business } from './core/business.ts'
import { catalog } from './core/catalog.ts'
import { customers } from './core/customers.ts'
import { devices } from './core/devices.ts'
import { inventory } from './core/inventory.ts'
import { keptAside } from './core/kept-aside.ts'
import { log, refuseUnstamped } from './core/log.ts'
import { orders } from './core/orders.ts'
import { doors, grantRights } from './core/rights.ts'
import { shifts } from './core/shifts.ts'

const syncedTables = [
  'branches',
  'products',
  'stock_levels',
  'stock_movements',
  'customers',
  'orders',
  'parked_sales',
  'shifts',
]

const tenantTables = [
  'users',
  'sessions',
  'devices',
  'device_users',
  'log_heads',
  ...syncedTables,
  'dead_letters',
  'taken_payloads',
  'movement_conflicts',
  'audit_log',
  'sync_log',
  'idempotency_keys',
]

/** The core: tenants, people, lanes, the log, and the documents that replicate. A room a file, in `core/`. */
export async function up(db: Kysely<never>): Promise<void> {
  const tables = [business, devices, log, catalog, inventory, customers, orders, shifts, keptAside]
  const rules = [refuseUnstamped(syncedTables), doors, grantRights(tenantTables)]
  for (const statement of [...tables, ...rules]) await sql.raw(statement).execute(db)
}
