import { sql } from 'kysely'

/** When a shelf is to be filled again: the point that somebody set stands before what the forecast suggests. Null for neither. */
export const reorderPoint = sql<number | null>`coalesce(reorder_point, suggested_point)`

/**
 * At how many pieces a shelf is low: its point, else its branch's threshold. The one rule of the home page, the list of
 * what to reorder, the alerts, the bot and the weekly summary. Of a query that calls the branch `b`.
 */
export const lowThreshold = sql<number>`coalesce(${reorderPoint}, (b.settings ->> 'lowStockThreshold')::integer, 3)`
