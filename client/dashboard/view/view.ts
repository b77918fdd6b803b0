import type { Asked, Filter, Sort } from '../table/field.ts'

/** A column where it stands; `width` in pixels, null for its own. */
export type ColumnPlace = { name: string; width: number | null; pinned: boolean }

/** How a page looks at its rows. `columns` is null while nobody has changed them. */
export type View = Asked & {
  /** Whose stock a filter by stock means; null for all branches together. */
  branchId: string | null
  columns: readonly ColumnPlace[] | null
  dense: boolean
}

const ops = new Set(['is', 'not', 'has', 'lt', 'gt'])
// None of them stands in a field's name, and all stay readable in an address.
const gap = '.'
const pin = '*'
const next = '_'

/** Reads a view from the part of an address after `?`; what is not in it is as in `first`. */
export function viewFromUrl(search: string, first: View): View {
  const all = new URLSearchParams(search)
  const sort = all.get('sort')
  const columns = all.get('cols')
  const density = all.get('density')
  return {
    search: all.get('q') ?? first.search,
    filters: all.has('f') ? all.getAll('f').flatMap(readFilter) : first.filters,
    sort: sort === null ? first.sort : sort.split(next).flatMap(readSort),
    branchId: all.get('branch') ?? first.branchId,
    columns: columns === null ? first.columns : columns.split(next).flatMap(readColumn),
    dense: density === null ? first.dense : density === 'compact',
  }
}

/** Writes what of a view is not as in `first`; empty where all is. */
export function viewToUrl(view: View, first: View): string {
  const all = new URLSearchParams()
  if (view.search !== first.search) all.set('q', view.search)
  if (written(view.filters) !== written(first.filters)) {
    for (const { field, op, value } of view.filters) all.append('f', [field, op, value].join(gap))
    if (view.filters.length === 0) all.set('f', '')
  }
  if (written(view.sort) !== written(first.sort))
    all.set('sort', view.sort.map(({ field, down }) => (down ? '-' : '') + field).join(next))
  if (view.branchId !== first.branchId && view.branchId !== null) all.set('branch', view.branchId)
  if (view.columns && written(view.columns) !== written(first.columns))
    all.set('cols', view.columns.map(writeColumn).join(next))
  if (view.dense !== first.dense) all.set('density', view.dense ? 'compact' : 'comfortable')
  return all.toString()
}

function written(value: unknown): string {
  return JSON.stringify(value)
}

function readFilter(text: string): Filter[] {
  const [field = '', op = '', ...value] = text.split(gap)
  return field !== '' && ops.has(op) ? [{ field, op: op as Filter['op'], value: value.join(gap) }] : []
}

function readSort(text: string): Sort[] {
  const down = text.startsWith('-')
  const field = down ? text.slice(1) : text
  return field === '' ? [] : [{ field, down }]
}

function readColumn(text: string): ColumnPlace[] {
  const pinned = text.startsWith(pin)
  const [name = '', width = ''] = (pinned ? text.slice(1) : text).split(gap)
  const pixels = Number(width)
  const isWidth = width !== '' && pixels >= 48 && pixels <= 1200
  return name === '' ? [] : [{ name, width: isWidth ? Math.round(pixels) : null, pinned }]
}

function writeColumn({ name, width, pinned }: ColumnPlace): string {
  return `${pinned ? pin : ''}${name}${width === null ? '' : gap + width}`
}

/** The sort after a press on a column's head: up, down, off; with Shift beside the others, else instead of them. */
export function sortedAlso(sort: readonly Sort[], field: string, beside: boolean): Sort[] {
  const now = sort.find((one) => one.field === field)
  const after: Sort[] = !now ? [{ field, down: false }] : now.down ? [] : [{ field, down: true }]
  if (!beside) return after
  return now ? sort.flatMap((one) => (one === now ? after : [one])) : [...sort, ...after]
}
