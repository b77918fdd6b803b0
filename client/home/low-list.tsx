import { Link } from '@tanstack/react-router'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Home } from '../../shared/reports/home.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'

/** The emptiest shelves; each leads to the story of its stock. */
export function LowList({ home: { low }, branches }: { home: Home; branches: readonly Branch[] }) {
  const { t } = useWords()
  const names = new Map(branches.map(({ id, name }) => [id, name]))
  return (
    <section id="low" className="rounded-2xl border border-line bg-surface" data-testid="low">
      <div className="flex items-center justify-between gap-4 pr-2 pl-4">
        <h2 className="py-2 text-lg font-semibold">{t('home.lowest')}</h2>
        <Link
          to="/reorder"
          className="flex min-h-12 items-center rounded-xl px-3 font-medium text-accent-text"
        >
          {t('reorder.title')}
        </Link>
      </div>
      {low.products.length === 0 ? <p className="px-4 pb-4 text-muted">{t('home.noLow')}</p> : null}
      <ul>
        {low.products.map((one) => (
          <li key={`${one.branchId} ${one.productId}`} className="border-t border-line">
            <Link
              to="/products/$id/history"
              params={{ id: one.productId }}
              search={{ branchId: one.branchId }}
              className="flex min-h-14 flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-sunken"
            >
              <span className="min-w-0 flex-1 basis-56">
                <span className="block truncate font-medium">{one.title}</span>
                <span className="figures block truncate text-sm text-muted">
                  {one.sku} · {names.get(one.branchId) ?? ''}
                </span>
              </span>
              <Pill tone={one.onHand === 0 ? 'bad' : 'warn'}>
                {t('home.ofThreshold', { onHand: one.onHand, threshold: one.threshold })}
              </Pill>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
