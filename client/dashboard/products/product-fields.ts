import type { Branch } from '../../../shared/branches/branch.ts'
import { ProductQuery, type Selection } from '../../../shared/bulk/selection.ts'
import { readMoney } from '../../i18n/money.ts'
import type { Words } from '../../i18n/use-words.ts'
import type { FilterField } from '../grid/filter-field.ts'
import type { Table } from '../table/table.ts'
import type { Picked } from '../view/picked.ts'
import type { View } from '../view/view.ts'
import { stockField } from './product-source.ts'

/** What products are filtered by: the fields of a bulk operation's query, so that what is seen can be changed. */
export function productFields(
  table: Table,
  { t, money, number }: Words,
  currency: string,
  branches: readonly Branch[],
): FilterField[] {
  const known = (name: string) => () =>
    table
      .counts(name)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((one) => ({ value: one.name, label: `${one.name} (${number(one.count)})` }))
  const whole = (typed: string) => (/^-?\d{1,9}$/.test(typed.trim()) ? Number(typed) : null)
  return [
    {
      name: 'status',
      title: t('grid.status'),
      ops: ['is', 'not'],
      value: {
        kind: 'one',
        options: () => [
          { value: 'active', label: t('bulk.active') },
          { value: 'archived', label: t('bulk.archived') },
        ],
      },
    },
    {
      name: 'category',
      title: t('grid.category'),
      ops: ['is', 'not'],
      value: { kind: 'one', options: known('category') },
    },
    {
      name: 'vendor',
      title: t('grid.vendor'),
      ops: ['is', 'not'],
      value: { kind: 'one', options: known('vendor') },
    },
    {
      name: 'tag',
      title: t('grid.tags'),
      ops: ['has', 'not'],
      value: { kind: 'one', options: known('tag') },
    },
    {
      name: 'price',
      title: t('grid.price'),
      ops: ['gt', 'lt', 'is'],
      value: {
        kind: 'number',
        read: (typed) => readMoney(typed, currency),
        show: (value) => money(value, currency),
      },
    },
    {
      name: 'onHand',
      title: t('grid.onHand'),
      ops: ['lt', 'gt', 'is'],
      value: { kind: 'number', read: whole, show: (value) => number(value) },
    },
    ...branches.map(({ id, code }): FilterField => ({
      name: stockField(id),
      title: `${t('grid.onHand')} ${code}`,
      ops: ['lt', 'gt', 'is'],
      value: { kind: 'number', read: whole, show: (value) => number(value) },
    })),
  ]
}

/** The view with stock meaning that of its branch. */
export function askedOfStock(view: View, branches: readonly Branch[]): View {
  if (view.branchId === null || !branches.some(({ id }) => id === view.branchId)) return view
  const field = stockField(view.branchId)
  return {
    ...view,
    filters: view.filters.map((filter) => (filter.field === 'onHand' ? { ...filter, field } : filter)),
  }
}

/** What is selected, as a bulk operation takes it; null where nothing is, or where a link asks for what none knows. */
export function selectionOf(
  picked: Picked,
  view: Pick<View, 'search' | 'filters' | 'branchId'>,
): Selection | null {
  if (picked.kind === 'some') return picked.ids.size === 0 ? null : { kind: 'products', ids: [...picked.ids] }
  const { search } = view
  const query = ProductQuery.safeParse({ search, ...stockOfOne(view) })
  return query.success ? { kind: 'products', query: query.data, except: [...picked.except] } : null
}

/**
 * A bulk operation's query is about the stock of one branch, or of all together. Filters of one branch's stock are
 * said so; those of several stay as they are, which it does not know.
 */
function stockOfOne({ filters, branchId }: Pick<View, 'filters' | 'branchId'>) {
  const asked = new Set(filters.map(({ field }) => field))
  const [field, another] = [...asked].filter((name) => name.startsWith(stockField('')))
  if (field === undefined || another !== undefined || asked.has(stockField(null)))
    return { filters, branchId }
  return {
    filters: filters.map((filter) =>
      filter.field === field ? { ...filter, field: stockField(null) } : filter,
    ),
    branchId: field.slice(stockField('').length),
  }
}
