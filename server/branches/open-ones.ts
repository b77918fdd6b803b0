import { sql } from 'kysely'

/**
 * That the branch `b` of a statement is open: nothing is ordered for one that is closed, nothing runs low there, and
 * nobody is sent to it.
 */
export const isOpen = sql`not b.deleted and b.settings ->> 'closedAt' is null`
