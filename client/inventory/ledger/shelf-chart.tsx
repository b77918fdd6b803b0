import { useState } from 'react'
import type { LedgerEntry } from '../../../shared/inventory/ledger.ts'
import { useWords } from '../../i18n/use-words.ts'
import { TimeChart } from '../../ui/charts/time-chart.tsx'

/** What lay on the shelf after each entry, in the order of the ledger, and what lies there now. */
export function ShelfChart({ entries, onHand }: { entries: readonly LedgerEntry[]; onHand: number }) {
  const { t, moment, number } = useWords()
  const [now] = useState(() => new Date().toISOString())
  const told = entries.toReversed().map(({ createdAt, balance }) => ({ createdAt, balance }))
  const points = [...told, { createdAt: now, balance: onHand }]
  const balances = points.map(({ balance }) => balance)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  return (
    <TimeChart
      title={t('ledger.chart')}
      says={t('ledger.chartSays', {
        from: moment(first.createdAt),
        to: moment(last.createdAt),
        low: Math.min(...balances),
        high: Math.max(...balances),
      })}
      points={points}
      series={[{ key: 'balance', name: t('ledger.chart'), color: 'var(--accent-text)' }]}
      at={({ createdAt }) => Date.parse(createdAt)}
      tick={(at) => moment(at)}
      format={(value) => number(value)}
      stepped
      height={220}
    />
  )
}
