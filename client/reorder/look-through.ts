import type { Reorder, ReorderRow } from '../../shared/velocity/demand.ts'

/** So many rows a page of the browser holds well. */
export const SHOWN = 500

export type Looking = { wanted: 'all' | 'order' | 'transfer'; typed: string }

/** What of the list fits, as far as it was read, how much that is, and what is said where it is nothing. */
export function lookThrough(
  { rows, count }: Reorder,
  looking: Looking,
): { rows: ReorderRow[]; fits: number; none: 'reorder.none' | 'reorder.noneFits' | 'reorder.noneFitsOf' } {
  const { wanted } = looking
  const typed = looking.typed.trim().toLowerCase()
  const fitting = rows.filter(
    ({ title, sku, category, vendor, order, transfers }) =>
      (wanted === 'all' || (wanted === 'order' ? order > 0 : transfers.length > 0)) &&
      `${title} ${sku} ${category} ${vendor}`.toLowerCase().includes(typed),
  )
  const none = rows.length === 0 ? 'none' : count > rows.length ? 'noneFitsOf' : 'noneFits'
  return { rows: fitting.slice(0, SHOWN), fits: fitting.length, none: `reorder.${none}` }
}
