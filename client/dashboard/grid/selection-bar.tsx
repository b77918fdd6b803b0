import type { ReactNode } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { countOf, mostPicked, nonePicked, type Picked } from '../view/picked.ts'

type Props = { picked: Picked; matching: number; onPicked(picked: Picked): void; children?: ReactNode }

/** What is selected, the way to all that match, and what can be done with it. */
export function SelectionBar({ picked, matching, onPicked, children }: Props) {
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
      {picked.kind === 'some' && count < matching ? (
        <Button size="small" onClick={() => onPicked({ kind: 'all', except: new Set() })}>
          {t('grid.selectAll', { count: number(matching) })}
        </Button>
      ) : null}
      {children}
      <Button size="small" look="quiet" onClick={() => onPicked(nonePicked)}>
        {t('grid.selectNone')}
      </Button>
    </div>
  )
}
