import { Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ActionButton } from '../../command-palette/action-button.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import type { View } from '../view/view.ts'
import { shown, type FilterField } from './filter-field.ts'
import type { GridActions } from './grid-actions.ts'

type Props = {
  view: View
  fields: readonly FilterField[]
  searchHint: string
  waiting: number
  exporting: number | null
  actions: GridActions
  onView(view: View): void
  children?: ReactNode
}

/** What is above a grid: the search, the filters as chips, and how the rows look. */
export function Toolbar(props: Props) {
  const { view, fields, waiting, exporting, actions, onView, children } = props
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
      {fields.length > 0 ? <ActionButton action={actions.filter} size="small" className="h-10!" /> : null}
      {waiting > 0 ? (
        <span data-testid="grid-apply">
          <ActionButton action={actions.apply} size="small" look="primary" className="h-10!" />
        </span>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {children}
        <ActionButton action={actions.export} size="small" className="h-10!">
          {exporting === null ? undefined : t('grid.exporting', { count: number(exporting) })}
        </ActionButton>
        <ActionButton action={actions.views} size="small" className="h-10!" />
        <ActionButton action={actions.columns} size="small" className="h-10!" />
        <ActionButton
          action={actions.dense}
          iconOnly
          size="small"
          className="h-10! px-2.5!"
          aria-pressed={view.dense}
        />
      </div>
    </div>
  )
}
