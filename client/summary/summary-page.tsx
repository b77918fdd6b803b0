import { useNavigate, useSearch } from '@tanstack/react-router'
import { WeekSummary } from '../../shared/summary/week-summary.ts'
import type { WeekList } from '../../shared/summary/week-summary.ts'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { MailSwitch } from './mail-switch.tsx'
import { MakeButton } from './make-button.tsx'
import { useWeeks } from './use-weeks.ts'
import { WeekBars } from './week-bars.tsx'
import { WeekStory } from './week-story.tsx'

/** A week in three sentences with the figures behind them, and the weeks before it. */
export function SummaryPage() {
  const { t, moment, day } = useWords()
  const weeks = useWeeks()
  const navigate = useNavigate()
  const { value, error } = weeks
  const { week = value?.weeks[0]?.week ?? null } = useSearch({ from: '/summaries' })
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">{t('week.title')}</h1>
            {value ? <p className="text-muted">{t('week.lead', { time: moment(value.nextAt) })}</p> : null}
          </div>
          <MakeButton weeks={weeks} />
          {value ? <MailSwitch mail={value.mail} onChanged={weeks.ask} /> : null}
        </div>
        {value === null ? (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('week.loading')}
          </p>
        ) : null}
        {value && value.last.state === 'missing' && !weeks.isMaking ? (
          <p className="rounded-2xl bg-sunken px-5 py-3">
            {t('week.missing', { day: day(value.last.week) })}
          </p>
        ) : null}
        {value && value.weeks.length === 0 ? (
          <p
            role="status"
            className="rounded-2xl border border-line bg-surface px-4 py-8 text-center text-muted"
          >
            {t('week.none')} {t('week.noneHint', { time: moment(value.nextAt) })}
          </p>
        ) : null}
        {value && value.weeks.length > 1 ? (
          <WeekBars
            weeks={value.weeks}
            chosen={week}
            onChoose={(next) => void navigate({ to: '/summaries', search: { week: next } })}
          />
        ) : null}
        {week ? <Week key={week} week={week} weeks={value} /> : null}
      </main>
    </div>
  )
}

const mailsMs = 5_000

function Week({ week, weeks }: { week: string; weeks: WeekList | null }) {
  const { t } = useWords()
  const { language } = useTranslation()
  const path = `/summaries/${encodeURIComponent(week)}?language=${language}`
  const { value, error, ask } = useAnswer(path, (it) => WeekSummary.parse(it), mailsMs)
  if (value) {
    const told = weeks?.weeks.map((one) => one.week) ?? []
    return <WeekStory summary={value} told={told} mailIsOn={weeks?.mail.isOn ?? true} onMailed={ask} />
  }
  return (
    <p role={error ? 'alert' : 'status'} className="text-muted">
      {error ? wordsFor(error, t) : t('week.loading')}
    </p>
  )
}
