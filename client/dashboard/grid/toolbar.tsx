import { BookMarked, Columns3, Download, ListFilter, Rows3, Rows4, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import type { View } from '../view/view.ts'
import { shown, type FilterField } from './filter-field.ts'

type Props = {
  view: View
  fields: readonly FilterField[]
  searchHint: string
  waiting: number
  exporting: number | null
  onView(view: View): void
  onApply(): void
  onAsk(what: 'filter' | 'columns' | 'views'): void
  onExport(): void
  children?: ReactNode
}

/** What is above a grid: the search, the filters as chips, and how the rows look. */
export function Toolbar(props: Props) {
  const { view, fields, waiting, exporting, onView, onAsk, children } = props
  const { t, number } = useWords()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="relative w-full sm:w-72">
        <span className="sr-only">{props.searchHint}</span>
        <Search aria-hidden className="absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" />
        <input
          type="search"
          value={view.search}
          maxLength={200}
          placeholder={props.searchHint}
          onChange={(event) => onView({ ...view, search: event.currentTarget.value })}
          className="h-10 w-full rounded-lg border border-line-strong bg-surface pr-3 pl-9"
          data-testid="grid-search"
        />
      </label>
      {view.filters.map((filter, at) => {
        const field = fields.find(({ name }) => name === filter.field)
        const words = `${field?.title ?? filter.field} ${t(`grid.op_${filter.op}`)} ${shown(field, filter)}`
        return (
          <Button
            key={`${filter.field} ${filter.op} ${filter.value}`}
            size="small"
            className="h-10! border-accent! bg-accent-soft! text-accent-text!"
            aria-label={t('grid.removeFilter', { filter: words })}
            onClick={() => onView({ ...view, filters: view.filters.filter((_, index) => index !== at) })}
          >
            {words}
            <X aria-hidden className="size-4" />
          </Button>
        )
      })}
      <Button size="small" className="h-10!" onClick={() => onAsk('filter')}>
        <ListFilter aria-hidden className="size-4" />
        {t('grid.filter')}
      </Button>
      {waiting > 0 ? (
        <Button
          size="small"
          look="primary"
          className="h-10!"
          onClick={props.onApply}
          data-testid="grid-apply"
        >
          {t('grid.updates', { count: waiting })}
        </Button>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {children}
        <Button size="small" className="h-10!" onClick={props.onExport} disabled={exporting !== null}>
          <Download aria-hidden className="size-4" />
          {exporting === null ? t('grid.export') : t('grid.exporting', { count: number(exporting) })}
        </Button>
        <Button size="small" className="h-10!" onClick={() => onAsk('views')}>
          <BookMarked aria-hidden className="size-4" />
          {t('grid.views')}
        </Button>
        <Button size="small" className="h-10!" onClick={() => onAsk('columns')}>
          <Columns3 aria-hidden className="size-4" />
          {t('grid.columns')}
        </Button>
        <Button
          size="small"
          className="h-10! px-2.5!"
          aria-pressed={view.dense}
          aria-label={t('grid.dense')}
          title={t('grid.dense')}
          onClick={() => onView({ ...view, dense: !view.dense })}
        >
          {view.dense ? <Rows4 aria-hidden className="size-4" /> : <Rows3 aria-hidden className="size-4" />}
        </Button>
      </div>
    </div>
  )
}
