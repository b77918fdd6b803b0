import {
  BookMarked,
  Check,
  CheckCheck,
  Columns3,
  Download,
  FilterX,
  ListFilter,
  Rows3,
  Rows4,
  Search,
  X,
} from 'lucide-react'
import type { Action } from '../../command-palette/action.ts'
import { countOf, nonePicked, type Picked } from '../view/picked.ts'
import type { View } from '../view/view.ts'

type Page = {
  view: View
  picked: Picked
  /** Rows that fit the view. */
  matching: number
  /** Rows that would stand elsewhere. */
  waiting: number
  isExporting: boolean
  change(view: View): void
  pick(picked: Picked): void
  apply(): void
  ask(what: 'filter' | 'columns' | 'views'): void
  exportNow(): Promise<void>
}

/** What can be done with any grid, by name. */
export function gridActions(page: Page) {
  const { view, picked, matching, waiting, isExporting } = page
  const count = countOf(picked, matching)
  const common = { for: 'desk' } as const
  return {
    search: { ...common, id: 'grid search', says: 'grid.toSearch', icon: Search, keys: '/', run: toSearch },
    filter: {
      ...common,
      id: 'grid filter',
      says: 'grid.filter',
      icon: ListFilter,
      keys: 'F',
      run: () => page.ask('filter'),
    },
    clear: {
      ...common,
      id: 'grid clear',
      says: 'grid.clear',
      icon: FilterX,
      off: view.search === '' && view.filters.length === 0,
      run: () => page.change({ ...view, search: '', filters: [] }),
    },
    apply: {
      ...common,
      id: 'grid apply',
      says: 'grid.updates',
      values: { count: waiting },
      icon: Check,
      keys: 'U',
      off: waiting === 0,
      run: page.apply,
    },
    export: {
      ...common,
      id: 'grid export',
      says: 'grid.export',
      icon: Download,
      keys: 'E',
      off: isExporting,
      run: page.exportNow,
    },
    views: {
      ...common,
      id: 'grid views',
      says: 'grid.views',
      icon: BookMarked,
      keys: 'V',
      run: () => page.ask('views'),
    },
    columns: {
      ...common,
      id: 'grid columns',
      says: 'grid.columns',
      icon: Columns3,
      keys: 'C',
      run: () => page.ask('columns'),
    },
    dense: {
      ...common,
      id: 'grid dense',
      says: 'grid.dense',
      icon: view.dense ? Rows4 : Rows3,
      keys: 'D',
      run: () => page.change({ ...view, dense: !view.dense }),
    },
    all: {
      ...common,
      id: 'grid all',
      says: 'grid.selectAll',
      values: { count: matching },
      icon: CheckCheck,
      off: picked.kind === 'all' || count >= matching,
      run: () => page.pick({ kind: 'all', except: new Set() }),
    },
    none: {
      ...common,
      id: 'grid none',
      says: 'grid.selectNone',
      icon: X,
      selected: count,
      run: () => page.pick(nonePicked),
    },
  } satisfies Record<string, Action>
}

export type GridActions = ReturnType<typeof gridActions>

/** The search above the grid: a page has one. */
function toSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-testid="grid-search"]')
  field?.focus()
  field?.select()
}
