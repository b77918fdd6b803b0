import type { ColumnPlace, View } from '../view/view.ts'
import { placesOf, type Column } from './column.ts'

/** The view with a column as wide as that; null where there is no such column. */
export function resized<Item>(
  view: View,
  columns: readonly Column<Item>[],
  name: string,
  width: number,
): View | null {
  return arranged(view, columns, name, (all) =>
    all.map((one) => (one.name === name ? { ...one, width } : one)),
  )
}

/** The view with a column before another one; null where there is no such column. */
export function moved<Item>(
  view: View,
  columns: readonly Column<Item>[],
  name: string,
  before: string,
): View | null {
  return arranged(view, columns, name, (all) => {
    const mine = all.find((one) => one.name === name)!
    const rest = all.filter((one) => one !== mine)
    const to = all.findIndex((one) => one.name === before)
    return [...rest.slice(0, to), mine, ...rest.slice(to)]
  })
}

function arranged<Item>(
  view: View,
  columns: readonly Column<Item>[],
  name: string,
  change: (places: ColumnPlace[]) => ColumnPlace[],
): View | null {
  const now = view.columns ?? placesOf(columns)
  return now.some((one) => one.name === name) ? { ...view, columns: change([...now]) } : null
}
