import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { inScope } from './scope.ts'
import type { Scope } from './scope.ts'
import type { Collection } from './collection.ts'
import { selectFields } from './json-sql.ts'
import type { Understanding } from '../../shared/sync/protocols.ts'
import { purgedTo } from './purged-to.ts'

/** What a page is a page of: everybody who asks for the same gets the same. */
export type PageAsked = {
  tenantId: string
  collection: Collection
  scope: Scope
  from: number
  limit: number
  /** The version of the wire that the documents are told in (C9). */
  protocol: number
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

/** A line of a page's statement: first what the log says, then the documents as text. */
type Line = { seq: number; text: string }
type LogLine = { epoch: string; head: number; purged: Record<string, number>; nextReached: number | null }

/**
 * Reads one page: the rows of the scope after `from`, in order of `seq`, at most `limit` of them (P1).
 *
 * Rows and head come from one statement and so from one snapshot: where the page is not full, everything up to the
 * head was looked at, and the head may be the checkpoint. The documents come one by one: as one text they would be
 * copied again and again while it grows, in Postgres and in the driver, and be the collector's work afterwards.
 */
export async function readPage(
  db: Kysely<Schema>,
  { tenantId, collection, scope, from, limit, protocol }: PageAsked,
  downText: Understanding['downText'],
): Promise<Page> {
  // A hint, and not worth walking through the rows that are too old to travel.
  const hint = collection.thirtyDays
    ? sql`null`
    : sql`(
        select seq from ${sql.table(collection.table)}
        where ${inScope(collection, tenantId, scope)} and seq > ${from}
        order by seq
        offset ${2 * limit - 1} limit 1
      )`
  const { rows } = await sql<Line>`
    select 0 as seq,
      json_build_object('epoch', l.epoch, 'head', l.head, 'purged', l.purged, 'nextReached', ${hint})::text as text
    from log_heads l
    where l.tenant_id = ${tenantId}
    union all
    (
      select seq, row_to_json(document)::text
      from (
        select ${selectFields(collection.fields(scope.reader))}
        from ${sql.table(collection.table)}
        where ${inScope(collection, tenantId, scope)} and seq > ${from}
        order by seq
        limit ${limit}
      ) document
    )
    order by seq`.execute(db)
  const [first, ...documents] = rows
  if (first?.seq !== 0) throw new Error(`tenant ${tenantId} has no log`)
  const { epoch, head, purged, nextReached } = JSON.parse(first.text) as LogLine
  const isFull = documents.length === limit
  const reached = isFull ? Number(documents.at(-1)?.seq) : head
  const checkpoint = JSON.stringify({ epoch, seq: reached })
  const body = ['{"documents":[']
  for (const { text } of documents)
    body.push(body.length === 1 ? '' : ',', downText(protocol, collection.name, text))
  body.push(`],"checkpoint":${checkpoint},"head":${head}}`)
  return {
    epoch,
    head,
    purgedTo: purgedTo(purged, collection, scope),
    body,
    isFull,
    count: documents.length,
    reached,
    nextReached,
  }
}
