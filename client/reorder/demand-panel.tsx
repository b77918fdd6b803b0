import { Suspense } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { Demand } from '../../shared/velocity/demand.ts'
import { later } from '../app/later.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { useWords } from '../i18n/use-words.ts'
import { FigureCard } from '../ui/figure-card.tsx'
import { kindWords, lasting, paceWords } from './lasting.ts'

const BarChart = later(() =>
  import('../ui/charts/bar-chart.tsx').then((module) => ({ default: module.BarChart })),
)

type Props = { productId: string; branchId: string; branches: readonly Branch[] }

/** What a product sells at a branch and what is to be ordered of it, each number with what it is reckoned from. */
export function DemandPanel({ productId, branchId, branches }: Props) {
  const words = useWords()
  const { t, number, day } = words
  const { value: demand } = useAnswer(`/products/${productId}/demand?branchId=${branchId}`, (it) =>
    Demand.parse(it),
  )
  if (!demand || demand.days.length === 0) return null
  const { supply, point, counted } = demand
  const suggested = point.suggested
  const at = point.byHand ?? suggested
  const service = number(supply.service * 100, { maximumFractionDigits: 1 })
  const points = demand.days.map((one) => ({
    at: day(one.day),
    value: one.sold,
    line: one.open * demand.perDay * (demand.weekdays[weekdayOf(one.day)] ?? 1),
    quiet: one.open * one.inStock < 0.5,
  }))
  const names = new Map(branches.map(({ id, name }) => [id, name]))
  const brought = demand.transfers.map(({ branchId: from, quantity }) =>
    t('reorder.from', { quantity, branch: names.get(from) ?? '' }),
  )
  return (
    <section className="flex flex-col gap-3" data-testid="demand" aria-label={t('reorder.demand')}>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(12rem,1fr))] gap-3">
        <FigureCard
          label={t('reorder.sells')}
          value={paceWords(demand.perDay, words)}
          hint={`${kindWords(demand.kind, t)} · ${t('reorder.plain', { mean: paceWords(demand.mean30, words) })}`}
        />
        <FigureCard
          label={t('reorder.lasts')}
          value={lasting(demand.lasts, words)}
          hint={t('reorder.lastsHint')}
          tone={demand.daysRemaining !== null && demand.daysRemaining < supply.leadDays ? 'warn' : 'plain'}
        />
        <FigureCard
          label={t('reorder.point')}
          value={at === null ? '—' : number(at)}
          hint={
            point.byHand === null
              ? t('reorder.pointHint', { days: supply.leadDays, service, mean: number(demand.leadMean) })
              : t('reorder.byHandHint', { suggested: suggested === null ? '—' : number(suggested) })
          }
        />
        <FigureCard
          label={t('reorder.order')}
          value={number(demand.order)}
          hint={[
            t('reorder.fullHint', { full: demand.full, days: supply.leadDays + supply.coverDays }),
            ...brought,
          ].join(' · ')}
        />
      </div>
      <Suspense>
        <BarChart
          title={t('reorder.byDay')}
          hint={t('reorder.counted', { pieces: counted.pieces, days: number(counted.days) })}
          says={t('reorder.chartSays', {
            pieces: counted.pieces,
            days: number(counted.days),
            pace: paceWords(demand.perDay, words),
          })}
          points={points}
          names={{ value: t('reorder.sold'), line: t('reorder.expected'), quiet: t('reorder.quiet') }}
          format={(value) => number(value, { maximumFractionDigits: 1 })}
          figuresWidth={44}
        />
      </Suspense>
    </section>
  )
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}
