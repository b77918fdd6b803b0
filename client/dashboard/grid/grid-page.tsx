import { useMemo, useState, useSyncExternalStore } from 'react'
import { Banners } from '../../app/banners.tsx'
import { useShop, useSyncState } from '../../app/shop-context.ts'
import { TopBar } from '../../app/top-bar.tsx'
import { ActionButton } from '../../command-palette/action-button.tsx'
import type { Action } from '../../command-palette/action.ts'
import { useActions } from '../../command-palette/use-actions.ts'
import { useWords } from '../../i18n/use-words.ts'
import { DeskLinks } from '../../orders/desk-links.tsx'
import { download, exportRows } from '../csv/export-rows.ts'
import type { Source } from '../table/source.ts'
import { countOf, isPicked, type Picked } from '../view/picked.ts'
import { savedViews } from '../view/saved-views.ts'
import { useView } from '../view/use-view.ts'
import { viewFromUrl, viewToUrl, type View } from '../view/view.ts'
import { placed, type Column } from './column.ts'
import { ColumnsDialog } from './columns-dialog.tsx'
import { FilterDialog } from './filter-dialog.tsx'
import type { FilterField } from './filter-field.ts'
import { gridActions } from './grid-actions.ts'
import { Grid } from './grid.tsx'
import type { CellNote } from './grid-row.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { Toolbar } from './toolbar.tsx'
import { ViewsDialog } from './views-dialog.tsx'
import { useArrangement } from './use-arrangement.ts'

type Props<Item> = {
  /** In English, for files and what is kept: `products`. */
  name: string
  title: string
  source: Source<Item>
  columns: readonly Column<Item>[]
  fields: readonly FilterField[]
  /** How the page looks until somebody changes it; must keep its identity. */
  first: View
  /** What of the view is asked of the table: a branch may decide which column a filter means. */
  askedOf?(view: View): View
  searchHint: string
  nothing: { title: string; hint: string }
  notes?: ReadonlyMap<string, ReadonlyMap<string, CellNote>>
  /** What else can be done on this page, and what with so many selected rows. */
  actions?: readonly Action[]
  withSelection?(picked: Picked, view: View, count: number): readonly Action[]
  /** What can be done with one row, for its menu; the first is what Enter does. */
  withRow?(item: Item): readonly Action[]
}

const none: readonly Action[] = []

/** A page that is a grid: its title and count, what is above it, and its dialogs. */
export function GridPage<Item>(props: Props<Item>) {
  const { name, title, source, columns, fields, first } = props
  const { t, number } = useWords()
  const { user } = useShop().session
  const { view, picked, change, pick } = useView(first)
  const { askedOf } = props
  const asked = useMemo(() => askedOf?.(view) ?? view, [askedOf, view])
  useSyncExternalStore(source.subscribe, () => source.loaded().count + (source.loaded().whole ? 0.5 : 0))
  const { count, whole } = source.loaded()
  const arriving = useSyncState().firstLoad !== null
  const { arrangement, ...arranged } = useArrangement(source, asked, { whole, arriving })
  const [asking, setAsking] = useState<'filter' | 'columns' | 'views' | null>(null)
  const [exporting, setExporting] = useState<number | null>(null)
  const matching = arranged.rows.length
  const isFiltered = view.search !== '' || view.filters.length > 0
  const close = () => setAsking(null)

  async function exportNow() {
    setExporting(0)
    try {
      const wanted = countOf(picked, matching) === 0 ? null : picked
      const rows = wanted ? arranged.rows.filter((row) => isPicked(wanted, source.idOf(row))) : arranged.rows
      const file = await exportRows(placed(columns, view.columns, 0), rows, source.at, setExporting)
      download(file, `${name}.csv`)
    } finally {
      setExporting(null)
    }
  }

  const actions = gridActions({
    view,
    picked,
    matching,
    waiting: arranged.waiting,
    isExporting: exporting !== null,
    change,
    pick,
    apply: arrangement.apply,
    ask: setAsking,
    exportNow,
  })
  const withSelection = useActions(props.withSelection?.(picked, view, countOf(picked, matching)) ?? none)
  const more = useActions(props.actions ?? none)
  // Where nothing can be filtered by there is no filter to open.
  useActions(Object.values(actions).filter((action) => fields.length > 0 || action !== actions.filter))

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5 max-sm:overflow-y-auto">
        <h1 className="text-2xl font-semibold tracking-tight">
          {title}
          <span className="figures ml-3 text-base font-normal tracking-normal text-muted" role="status">
            {isFiltered
              ? t('desk.filtered', { shown: matching, count: source.table.live })
              : number(source.table.live)}
          </span>
        </h1>
        <Toolbar
          view={view}
          fields={fields}
          searchHint={props.searchHint}
          // Before the first rows stand nobody can have lost sight of one.
          waiting={arranged.ready ? arranged.waiting : 0}
          exporting={exporting}
          actions={actions}
          onView={change}
        >
          {more.map((action) => (
            <ActionButton key={action.id} action={action} size="small" className="h-10!" />
          ))}
        </Toolbar>
        <Grid
          label={title}
          source={source}
          arranged={arranged}
          arrangement={arrangement}
          columns={columns}
          view={view}
          onView={change}
          picked={picked}
          onPicked={pick}
          {...(props.notes ? { notes: props.notes } : {})}
          {...(props.withRow ? { withRow: props.withRow } : {})}
          empty={
            !arranged.ready || !whole || (arriving && source.table.live === 0)
              ? { kind: 'loading', count }
              : isFiltered
                ? { kind: 'filtered', onClear: actions.clear.run }
                : { kind: 'nothing', ...props.nothing }
          }
        />
        {/* Below the rows: above them it would push the next one away from under the pointer. */}
        <SelectionBar picked={picked} matching={matching} actions={actions} offered={withSelection} />
      </main>
      {asking === 'filter' ? (
        <FilterDialog
          fields={fields}
          onClose={close}
          onAdd={(filter) => {
            // Two values of one field never hold together: the newer one stands.
            const others = view.filters.filter(
              ({ field, op }) => field !== filter.field || op !== filter.op || op === 'not' || op === 'has',
            )
            change({ ...view, filters: [...others, filter] })
            close()
          }}
        />
      ) : null}
      {asking === 'columns' ? (
        <ColumnsDialog
          columns={columns}
          places={view.columns}
          onChange={(places) => change({ ...view, columns: places })}
          onClose={close}
        />
      ) : null}
      {asking === 'views' ? (
        <ViewsDialog
          page={name}
          views={savedViews(localStorage, user.id, name)}
          address={viewToUrl(view, first)}
          onChoose={(address) => {
            change(viewFromUrl(`?${address}`, first))
            close()
          }}
          onClose={close}
        />
      ) : null}
    </div>
  )
}
