import type { ConnectedShop, ShopBudget } from '../../shared/shopify/shop-status.ts'
import { useWords } from '../i18n/use-words.ts'
import { FigureCard } from '../ui/figure-card.tsx'

/** What lies behind the sentence: what is still to be told and read, the budget, and the last comparison. */
export function ShopFigures({ shop }: { shop: ConnectedShop }) {
  const { t, number, moment, lasted } = useWords()
  const { lag, comparison, isToCompare, linked, budget } = shop
  const toRead = lag.levels + lag.orders + lag.products
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-3" data-testid="shop-figures">
      <FigureCard
        label={t('shopify.toTell')}
        value={number(lag.positions)}
        hint={t('shopify.toTellPositions')}
        tone={lag.positions > 500 ? 'warn' : 'plain'}
      />
      <FigureCard
        label={t('shopify.toRead')}
        value={number(toRead)}
        hint={
          toRead === 0
            ? t('shopify.nothingWaits')
            : t('shopify.toReadHint', { levels: lag.levels, orders: lag.orders, products: lag.products })
        }
      />
      <FigureCard
        label={t('shopify.oldestWebhook')}
        value={lag.oldestWebhook === null ? '—' : lasted(lag.oldestWebhook * 1_000)}
        hint={lag.webhooks === 0 ? t('shopify.nothingWaits') : t('shopify.webhooks', { count: lag.webhooks })}
        tone={(lag.oldestWebhook ?? 0) > 60 ? 'warn' : 'plain'}
      />
      <Budget budget={budget} />
      <FigureCard
        label={t('shopify.compared')}
        value={comparison ? moment(comparison.at) : '—'}
        hint={
          isToCompare
            ? t('shopify.comparing')
            : comparison
              ? comparison.drifted > 0
                ? t('shopify.drifted', { count: comparison.drifted })
                : t('shopify.comparedLevels', { count: comparison.levels })
              : t('shopify.notCompared')
        }
      />
      <FigureCard
        label={t('shopify.linked')}
        value={number(linked.variants)}
        hint={t('shopify.linkedHint', { count: linked.levels })}
      />
    </div>
  )
}

/** The bucket that calls are paid from: how full it was when Shopify last said so. */
function Budget({ budget }: { budget: ShopBudget | null }) {
  const { t, number, clock } = useWords()
  if (budget === null)
    return <FigureCard label={t('shopify.budget')} value="—" hint={t('shopify.budgetNone')} />
  const { available, maximum, restoreRate, at } = budget
  const share = Math.max(0, Math.min(1, available / maximum))
  return (
    <div className="flex h-full flex-col rounded-2xl border border-line bg-surface px-4 py-3">
      <p className="text-sm font-medium text-muted">{t('shopify.budget')}</p>
      <p className="figures mt-0.5 text-2xl font-semibold tracking-tight">
        {number(Math.round(share * 100))} %
      </p>
      <div
        role="meter"
        aria-label={t('shopify.budget')}
        aria-valuemin={0}
        aria-valuemax={maximum}
        aria-valuenow={Math.round(available)}
        aria-valuetext={t('shopify.budgetOf', { available, maximum })}
        className="my-1 h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${Math.round(share * 100)}%` }} />
      </div>
      <p className="figures text-sm text-muted">
        {t('shopify.budgetHint', { rate: restoreRate, time: clock(at) })}
      </p>
    </div>
  )
}
