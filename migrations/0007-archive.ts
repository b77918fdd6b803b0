import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { cards } from './archive/cards.ts'
import { trigrams } from './archive/trigrams.ts'

/** The archive: search over the whole history, and what the ledger is asked by product and by order. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(cards).execute(db)
  await sql.raw(trigrams).execute(db)
  // The ledger is asked for one product's history, one order's movements, and for what is not a sale.
  await sql`create index stock_movements_product on stock_movements (tenant_id, product_id, seq)`.execute(db)
  await sql`create index stock_movements_order on stock_movements (tenant_id, order_id) where order_id is not null`.execute(
    db,
  )
  await sql`create index stock_movements_reason on stock_movements (tenant_id, reason, seq) where reason <> 'sale'`.execute(
    db,
  )
}
