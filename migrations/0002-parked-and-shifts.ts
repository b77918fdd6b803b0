import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A parked sale keeps the till's own cart and who holds it; a shift keeps its count and its report. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table parked_sales add column lane_code text, add column cart jsonb`.execute(db)
  await sql`alter table shifts add column counts jsonb, add column closing jsonb`.execute(db)
}
