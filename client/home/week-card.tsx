import { Link } from '@tanstack/react-router'
import { WeekSummary } from '../../shared/summary/week-summary.ts'
import { useAnswer } from '../app/use-answer.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { useWords } from '../i18n/use-words.ts'
import { MakeButton } from '../summary/make-button.tsx'
import { Bullets, HowTold } from '../summary/telling.tsx'
import { useWeeks } from '../summary/use-weeks.ts'

/** The last week that was summed up, in its three sentences; where the newest is missing, a way to have it. */
export function WeekCard() {
  const { t, day, moment } = useWords()
  const { language } = useTranslation()
  const weeks = useWeeks()
  const newest = weeks.value?.weeks[0] ?? null
  const { value: summary } = useAnswer(
    newest ? `/summaries/${newest.week}?language=${language}` : null,
    (it) => WeekSummary.parse(it),
  )
  if (weeks.value === null) return null
  return (
    <section
      className="flex flex-col gap-3 rounded-2xl border border-line bg-surface px-5 py-4"
      data-testid="week-card"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold">{t('week.last')}</h2>
        {newest ? <p className="figures text-muted">{t('week.to', { day: day(newest.week) })}</p> : null}
        <div className="ml-auto flex flex-wrap items-center gap-3">
          <MakeButton weeks={weeks} />
          <Link
            to="/summaries"
            className="flex min-h-12 items-center rounded-xl border border-line-strong px-4 font-medium hover:bg-sunken"
          >
            {newest ? t('week.open') : t('week.title')}
          </Link>
        </div>
      </div>
      {summary ? (
        <>
          <Bullets telling={summary.telling} />
          <HowTold telling={summary.telling} />
        </>
      ) : newest ? null : (
        <p className="text-muted">
          {t('week.none')} {t('week.noneHint', { time: moment(weeks.value.nextAt) })}
        </p>
      )}
    </section>
  )
}
