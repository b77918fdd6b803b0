import type { Reorder } from '../../shared/velocity/demand.ts'
import { useWords } from '../i18n/use-words.ts'

/** How far off the forecasts of the last four weeks were, beside the plain mean. */
export function TestNote({ test }: { test: Reorder['test'] }) {
  const { t, number } = useWords()
  if (!test) return null
  const percent = (share: number) => number(share * 100, { maximumFractionDigits: 1 })
  return (
    <p
      className="shrink-0 rounded-2xl border border-line bg-surface px-4 py-3 text-sm"
      data-testid="back-test"
    >
      {t('reorder.test', { products: test.products, ours: percent(test.ours), mean: percent(test.mean) })}{' '}
      <span className="text-muted">
        {t('reorder.testMore', {
          enough: percent(test.oursEnough),
          meanEnough: percent(test.meanEnough),
          scaled: number(test.oursScaled, { maximumFractionDigits: 2 }),
          meanScaled: number(test.meanScaled, { maximumFractionDigits: 2 }),
        })}
      </span>
    </p>
  )
}
