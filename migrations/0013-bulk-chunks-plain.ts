import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * What a chunk of a bulk operation holds is written as it is: ids are as good as chance, and trying to compress a
 * hundred lists of them took longer than to find and sort 50,000 products.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table bulk_chunks
      alter column ids set storage external,
      alter column restore set storage external,
      alter column changed_ids set storage external,
      alter column before set storage external`.execute(db)
}
