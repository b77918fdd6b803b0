/** A cell: `at` is the row's position, -1 the head; `column` counts from 0. */
export type Place = { at: number; column: number }

type Extent = { rows: number; columns: number; page: number }
type Key = { key: string; ctrlKey: boolean; metaKey: boolean }

/** Where a key leads from a cell (the grid pattern of ARIA); null where it leads nowhere. */
export function step({ key, ctrlKey, metaKey }: Key, { at, column }: Place, extent: Extent): Place | null {
  const { rows, columns, page } = extent
  const far = ctrlKey || metaKey
  const last = rows - 1
  const to = (next: Place): Place => ({
    at: Math.max(-1, Math.min(last, next.at)),
    column: Math.max(0, Math.min(columns - 1, next.column)),
  })
  switch (key) {
    case 'ArrowDown':
      return to({ at: far ? last : at + 1, column })
    case 'ArrowUp':
      return to({ at: far ? 0 : at - 1, column })
    case 'ArrowRight':
      return to({ at, column: far ? columns : column + 1 })
    case 'ArrowLeft':
      return to({ at, column: far ? 0 : column - 1 })
    case 'Home':
      return to({ at: far ? 0 : at, column: 0 })
    case 'End':
      return to({ at: far ? last : at, column: columns })
    case 'PageDown':
      return to({ at: Math.max(0, at) + page, column })
    case 'PageUp':
      return to({ at: Math.max(Math.min(0, at), at - page), column })
    default:
      return null
  }
}
