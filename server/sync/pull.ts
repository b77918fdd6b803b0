import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { inScope } from './scope.ts'
import type { Scope } from './scope.ts'
import type { Collection } from './collection.ts'
import { selectFields } from './json-sql.ts'
import { purgedTo } from './purged-to.ts'

/** What a page is a page of: everybody who asks for the same gets the same. */
export type PageAsked = {
  tenantId: string
  collection: Collection
  scope: Scope
  from: number
  limit: number
}

/** A page as it travels: the pieces of `body` are the whole answer's JSON text, left apart since joining them costs. */
export type Page = {
  /** The log's name, head and purges as they were in the snapshot of the rows. */
  epoch: string
  head: number
  purgedTo: number
  body: string[]
  isFull: boolean
  /** How many documents, and the position that the checkpoint names. */
  count: number
  reached: number
  /** Where the page after a full one would end if it were full now: a hint for reading ahead, or null. */
  nextReached: number | null
}

/**
 * Reads one page: the rows of the scope after `from`, in order of `seq`, at most `limit` of them (P1).
 *
 * Rows and head come from one statement and so from one snapshot: where the page is not full, everything up to the
 * head was looked at, and the head may be the checkpoint.
 */
export async function readPage(
  db: Kysely<Schema>,
  { tenantId, collection, scope, from, limit }: PageAsked,
): Promise<Page> {
  const { rows } = await sql<{
    epoch: string
    head: number
    purged: Record<string, number>
    count: number
    last: number | null
    nextLast: number | null
    documents: string | null
  }>`
    select l.epoch, l.head, l.purged, page.count, page.last, page.documents, (
        select seq from ${sql.table(collection.table)}
        where ${inScope(collection, tenantId, scope)} and seq > page.last and page.count = ${limit}
        order by seq
        offset ${limit - 1} limit 1
      ) as "nextLast"
    from log_heads l, lateral (
      select count(*)::integer as count, max(seq) as last, string_agg(row_to_json(document)::text, ',') as documents
      from (
        select ${selectFields(collection.fields(scope.reader))}
        from ${sql.table(collection.table)}
        where ${inScope(collection, tenantId, scope)} and seq > ${from}
        order by seq
        limit ${limit}
      ) document
    ) page
    where l.tenant_id = ${tenantId}`.execute(db)
  const row = rows[0]
  if (!row) throw new Error(`tenant ${tenantId} has no log`)
  const isFull = row.count === limit
  const seq = isFull ? Number(row.last) : row.head
  const checkpoint = JSON.stringify({ epoch: row.epoch, seq })
  const body = ['{"documents":[', row.documents ?? '', `],"checkpoint":${checkpoint},"head":${row.head}}`]
  return {
    epoch: row.epoch,
    head: row.head,
    purgedTo: purgedTo(row.purged, collection, scope),
    body,
    isFull,
    count: row.count,
    reached: seq,
    nextReached: row.nextLast,
  }
}
