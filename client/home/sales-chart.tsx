import type { Home } from '../../shared/reports/home.ts'
import { useWords } from '../i18n/use-words.ts'
import { BarChart } from '../ui/charts/bar-chart.tsx'

/** Today's sales hour by hour beside those of a week ago. */
export function SalesChart({ home }: { home: Home }) {
  const { t, money, clock } = useWords()
  const { today, lastWeek, currency, timeZone } = home
  if (today.hours.length === 0 && lastWeek.hours.length === 0) {
    return (
      <p role="status" className="rounded-2xl border border-line bg-surface px-4 py-8 text-center text-muted">
        {t('home.nothingSold')}
      </p>
    )
  }
  const all = [...today.hours, ...lastWeek.hours].map(({ hour }) => hour)
  const [first, last] = [Math.min(...all), Math.max(...all)]
  const at = (hours: Home['today']['hours'], hour: number) =>
    hours.find((one) => one.hour === hour)?.total ?? 0
  const points = Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index
    return {
      at: clock(new Date(2026, 0, 1, hour).toISOString()),
      value: at(today.hours, hour),
      line: at(lastWeek.hours, hour),
    }
  })
  return (
    <BarChart
      title={t('home.byHour')}
      hint={t('home.clock', { zone: timeZone })}
      says={t('home.chartSays', {
        today: money(today.total, currency),
        week: money(lastWeek.total, currency),
      })}
      points={points}
      names={{ value: t('home.today'), line: t('home.weekAgo') }}
      format={(value) => money(value, currency)}
      figuresWidth={76}
    />
  )
}
