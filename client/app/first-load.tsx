import { useWords } from '../i18n/use-words.ts'
import { Progress } from '../ui/progress.tsx'
import type { SyncState } from '../database/shop.ts'

/** In the order of the bars. */
const named = ['products', 'stockLevels', 'customers', 'orders', 'branches', 'stockMovements'] as const

/** Whether there is anything to show of a first load: what has not begun says nothing. */
export function hasBegun(progress: NonNullable<SyncState['firstLoad']>): boolean {
  return progress.some(({ done, total }) => done > 0 || (total ?? 0) > 0)
}

/** How far the first load is, a bar for each collection that has something to load. */
export function FirstLoad({ progress }: { progress: NonNullable<SyncState['firstLoad']> }) {
  const { t, number } = useWords()
  // What has not even begun is a bar of its own only while nothing has.
  const begun = progress.filter(({ done, total }) => done > 0 || (total ?? 0) > 0)
  const shown = begun.length > 0 ? begun : [{ collection: 'products' as const, done: 0, total: null }]
  return (
    <div className="flex flex-col gap-4">
      {named.map((name) => {
        const one = shown.find(({ collection }) => collection === name)
        if (!one) return null
        const { done, total } = one
        const figures =
          total === null
            ? t('firstLoad.figuresOpen', { done: number(done) })
            : t('firstLoad.figures', {
                done: number(done),
                // A row that changed meanwhile came twice.
                total: number(Math.max(done, total)),
              })
        return (
          <Progress
            key={name}
            label={t(`firstLoad.${name}`)}
            figures={figures}
            value={total === null ? null : total === 0 ? 1 : Math.min(1, done / total)}
          />
        )
      })}
    </div>
  )
}
