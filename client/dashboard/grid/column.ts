import type { ReactNode } from 'react'
import type { ColumnPlace } from '../view/view.ts'

/** A column of a grid; its name is that of the table's field, where there is one. */
export type Column<Item> = {
  name: string
  title: string
  /** Pixels. */
  width: number
  /** Figures stand at the end. */
  end?: boolean
  sortable?: boolean
  /** Not shown until somebody wants it. */
  hidden?: boolean
  cell(item: Item): ReactNode
  /** The same as plain text: for a file, and for who cannot see it. */
  text(item: Item): string
  edit?: Edit<Item>
}

export type Edit<Item> = {
  /** What stands in the field when the edit begins. */
  begin(item: Item): string
  /** Takes what was typed; says what is wrong with it, or null where it is on its way. */
  take(item: Item, typed: string): string | null
  /** Forgets what was typed and refused: the cell shows again what there is. */
  leave?(item: Item): void
  options?: readonly { value: string; label: string }[]
  /** What others have typed there. */
  suggestions?: () => readonly string[]
}

export type Placed<Item> = Column<Item> & { width: number; pinned: boolean; left: number }

/**
 * The columns as they stand: pinned ones first, each with its width and, where pinned, its place from the left.
 *
 * @param from pixels that are taken before the first
 * @param mostPinned no pinned column is wider, or nothing else would be seen on a phone
 */
export function placed<Item>(
  columns: readonly Column<Item>[],
  places: readonly ColumnPlace[] | null,
  from: number,
  mostPinned = Number.POSITIVE_INFINITY,
): Placed<Item>[] {
  const wanted = places ?? placesOf(columns)
  const found = wanted.flatMap((place) => {
    const column = columns.find(({ name }) => name === place.name)
    if (!column) return []
    const width = place.width ?? column.width
    return [
      { ...column, width: place.pinned ? Math.min(width, mostPinned) : width, pinned: place.pinned, left: 0 },
    ]
  })
  const order = [...found.filter(({ pinned }) => pinned), ...found.filter(({ pinned }) => !pinned)]
  let left = from
  for (const column of order) {
    column.left = left
    if (column.pinned) left += column.width
  }
  return order
}

/** Where columns stand until somebody moves one: the first is pinned. */
export function placesOf<Item>(columns: readonly Column<Item>[]): ColumnPlace[] {
  return columns
    .filter(({ hidden }) => hidden !== true)
    .map(({ name }, at) => ({ name, width: null, pinned: at === 0 }))
}
