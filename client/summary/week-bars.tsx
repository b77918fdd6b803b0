import type { WeekList } from '../../shared/summary/week-summary.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'

type Props = { weeks: WeekList['weeks']; chosen: string | null; onChoose(week: string): void }

const MOST = 26

/** The money of each week as a bar, the oldest first; a press opens the week. */
export function WeekBars({ weeks, chosen, onChoose }: Props) {
  const { t, day, money } = useWords()
  const shown = weeks.slice(0, MOST).toReversed()
  const most = Math.max(1, ...shown.map(({ total }) => total))
  return (
    <section className="rounded-2xl border border-line bg-surface px-4 pt-3 pb-2" data-testid="weeks">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <h2 className="font-medium">{t('week.weeks')}</h2>
        <p className="text-sm text-muted">{t('week.weeksHint')}</p>
      </div>
      <ol className="flex gap-1 overflow-x-auto pb-1">
        {shown.map(({ week, total, currency }) => (
          <li key={week} className="max-w-24 min-w-12 flex-1">
            <button
              type="button"
              aria-current={week === chosen ? 'true' : undefined}
              aria-label={t('week.barSays', { day: day(week), total: money(total, currency) })}
              title={t('week.barSays', { day: day(week), total: money(total, currency) })}
              onClick={() => onChoose(week)}
              className="flex w-full flex-col items-stretch gap-1 rounded-lg p-1 hover:bg-sunken"
            >
              <span className="flex h-20 items-end">
                <span
                  className={classNames(
                    'w-full rounded-t-md border-2 border-accent',
                    week === chosen ? 'bg-accent' : 'bg-accent-soft',
                  )}
                  style={{ height: `${Math.max(3, (100 * Math.max(0, total)) / most)}%` }}
                />
              </span>
              <span className="figures text-xs whitespace-nowrap text-muted">{day(week).slice(0, 5)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
