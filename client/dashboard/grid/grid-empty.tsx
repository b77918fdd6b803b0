import { Filter, Inbox } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'

export type Empty =
  | { kind: 'loading'; count: number }
  | { kind: 'nothing'; title: string; hint: string }
  | { kind: 'filtered'; onClear(): void }

/** Why there are no rows: still coming, none yet, or none that fit. */
export function GridEmpty({ empty }: { empty: Empty }) {
  const { t, number } = useWords()
  if (empty.kind === 'loading') {
    return (
      <div role="status" className="flex flex-col gap-4 p-4" data-testid="grid-loading">
        <p className="text-sm text-muted">{t('grid.loading', { count: number(empty.count) })}</p>
        {[70, 85, 60, 78, 66].map((width) => (
          <div key={width} className="h-5 animate-pulse rounded bg-sunken" style={{ width: `${width}%` }} />
        ))}
      </div>
    )
  }
  const Icon = empty.kind === 'nothing' ? Inbox : Filter
  return (
    <div role="status" className="flex flex-col items-center gap-2 px-6 py-20 text-center">
      <Icon aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">{empty.kind === 'nothing' ? empty.title : t('grid.filteredOut')}</p>
      {empty.kind === 'nothing' ? (
        <p className="text-muted">{empty.hint}</p>
      ) : (
        <Button onClick={empty.onClear}>{t('grid.clear')}</Button>
      )}
    </div>
  )
}
