import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** A timestamp column as the wire writes times: ISO 8601, UTC, milliseconds. */
export function instant(column: string): RawBuilder<string> {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** The fields of a document in order: a column's name, or SQL of one's own. */
export type DocumentFields = Record<string, string | RawBuilder<unknown>>

/** The fields as what a statement selects. */
export function selectFields(fields: DocumentFields): RawBuilder<unknown> {
  return sql.join(
    Object.entries(fields).map(
      ([name, source]) => sql`${typeof source === 'string' ? sql.ref(source) : source} as ${sql.id(name)}`,
    ),
  )
}

/**
 * One row as the JSON text of its document: Postgres writes what travels, so that it passes through the server as a
 * string. `row_to_json` looks the types up once a statement, `json_build_object` once a member of each row.
 */
export function documentJson(fields: DocumentFields): RawBuilder<string> {
  return sql<string>`row_to_json((select document from (select ${selectFields(fields)}) document))::text`
}
