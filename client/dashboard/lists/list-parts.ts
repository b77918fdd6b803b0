import type { Branch } from '../../../shared/branches/branch.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Column } from '../grid/column.ts'
import type { FilterField } from '../grid/filter-field.ts'
import type { View } from '../view/view.ts'

/** A list as it is first looked at: all of it, by one field. */
export function firstView(field: string, { down }: { down: boolean }): View {
  return { search: '', filters: [], sort: [{ field, down }], branchId: null, columns: null, dense: false }
}

/** A column whose cells are the words that are exported; `more` where they are shown otherwise. */
export function column<Row>(
  name: string,
  title: string,
  width: number,
  text: Column<Row>['text'],
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { name, title, width, text, cell: text, ...more }
}

/** The column of the branch that a row is of, by its name. */
export function branchColumn<Row extends { branchId: string }>(
  branches: readonly Branch[],
  t: Translate,
): Column<Row> {
  const names = new Map(branches.map(({ id, name }) => [id, name]))
  return column('branch', t('desk.branch'), 140, ({ branchId }) => names.get(branchId) ?? '')
}

/** A filter that names one of some values, or all but it. */
export function choiceFilter(
  name: string,
  title: string,
  options: readonly { value: string; label: string }[],
): FilterField {
  return { name, title, ops: ['is', 'not'], value: { kind: 'one', options: () => [...options] } }
}

export function branchFilter(branches: readonly Branch[], t: Translate): FilterField {
  return choiceFilter(
    'branch',
    t('desk.branch'),
    branches.map(({ id, name }) => ({ value: id, label: name })),
  )
}
