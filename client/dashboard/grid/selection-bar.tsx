import { Layers } from 'lucide-react'
import { ActionButton } from '../../command-palette/action-button.tsx'
import { ActionMenu } from '../../command-palette/action-menu.tsx'
import type { Action } from '../../command-palette/action.ts'
import { useWords } from '../../i18n/use-words.ts'
import { countOf, mostPicked, type Picked } from '../view/picked.ts'
import type { GridActions } from './grid-actions.ts'

type Props = {
  picked: Picked
  matching: number
  actions: GridActions
  /** What can be done with what is selected. */
  offered: readonly Action[]
}

/** What is selected, the way to all that match, and what can be done with it. */
export function SelectionBar({ picked, matching, actions, offered }: Props) {
  const { t, number } = useWords()
  const count = countOf(picked, matching)
  if (count === 0 && picked.kind === 'some') return null
  return (
    <div
      className="flex flex-wrap items-center gap-2 rounded-xl bg-accent-soft px-4 py-2 text-accent-text"
      data-testid="selection"
    >
      <p role="status" className="mr-auto font-medium">
        {t('grid.selected', { count })}
        {picked.kind === 'some' && count === mostPicked
          ? ` ${t('grid.mostSelected', { most: number(mostPicked) })}`
          : ''}
      </p>
      {actions.all.off ? null : <ActionButton action={actions.all} size="small" />}
      {offered.length > 0 ? <ActionMenu icon={Layers} label={t('grid.change')} actions={offered} /> : null}
      <ActionButton action={actions.none} size="small" look="quiet" />
    </div>
  )
}
