import { sql } from 'kysely'
import { isOpen } from '../branches/open-ones.ts'

/** When a shelf is to be filled again: the point that somebody set stands before what the forecast suggests. Null for neither. */
export const reorderPoint = sql<number | null>`coalesce(reorder_point, suggested_point)`

/**
 * At how many pieces a shelf is low: its point, else its branch's threshold. The one rule of the home page, the alerts,
 * the bot and the weekly summary. Of a query that calls the branch `b`.
 */
export const lowThreshold = sql<number>`coalesce(${reorderPoint}, (b.settings ->> 'lowStockThreshold')::integer, 3)`

/**
 * Which shelves there are to look after: of products that are sold, at branches that are open. Of a query that calls
 * the branch `b`, the level `l` and the product `p`.
 */
export const isKept = sql<boolean>`${isOpen} and not l.deleted and not p.deleted and p.status = 'active'`

/** Whether a shelf is low, wherever low shelves are counted or listed. Of a query like that of `isKept`. */
export const isLow = sql<boolean>`${isKept} and l.on_hand <= ${lowThreshold}`
