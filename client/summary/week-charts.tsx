import { Link } from '@tanstack/react-router'
import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import { useWords } from '../i18n/use-words.ts'
import { BarRows } from './bar-rows.tsx'

type Props = { statistics: WeekStatistics; told: readonly string[] }

/** The days of a week, and the week beside the four before it; each bar leads to its summary, or else to its orders. */
export function WeekCharts({ statistics: { days, weeks, currency }, told }: Props) {
  const { t, day: dayOf, money } = useWords()
  const last = weeks.at(-1)?.week
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <BarRows
        title={t('week.days')}
        hint={t('week.daysHint')}
        rows={days.map(({ day, total }) => ({
          key: day,
          label: dayOf(day),
          value: total,
          says: money(total, currency),
        }))}
        link={({ key }, children, className) => (
          <Link to="/archive" search={{ from: key, to: key }} className={className}>
            {children}
          </Link>
        )}
      />
      <BarRows
        title={t('week.earlier')}
        hint={t('week.earlierHint')}
        rows={weeks.map(({ week, total }) => ({
          key: week,
          label: dayOf(week),
          value: total,
          says: money(total, currency),
          isHere: week === last,
        }))}
        link={({ key, isHere }, children, className) =>
          told.includes(key) && !isHere ? (
            <Link to="/summaries" search={{ week: key }} className={className}>
              {children}
            </Link>
          ) : (
            <Link to="/archive" search={{ from: weekBefore(key), to: key }} className={className}>
              {children}
            </Link>
          )
        }
      />
    </div>
  )
}

function weekBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10)
}
