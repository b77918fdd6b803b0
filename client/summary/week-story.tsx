import { Link } from '@tanstack/react-router'
import type { WeekSummary } from '../../shared/summary/week-summary.ts'
import { useWords } from '../i18n/use-words.ts'
import { FigureCard } from '../ui/figure-card.tsx'
import { Bullets, HowTold } from './telling.tsx'
import { WeekCharts } from './week-charts.tsx'
import { WeekLists } from './week-lists.tsx'
import { WeekMails } from './week-mails.tsx'

type Props = {
  summary: WeekSummary
  /** The weeks that were summed up: they lead to their own summaries. */
  told: readonly string[]
  mailIsOn: boolean
  onMailed(): Promise<void>
}

/** One week, told and counted; each number leads to what it is made of. */
export function WeekStory({ summary, told, mailIsOn, onMailed }: Props) {
  const { t, moment, day } = useWords()
  const { week, telling, madeAt } = summary
  return (
    <article className="flex flex-col gap-4" data-testid="week" data-week={week}>
      <section className="flex flex-col gap-4 rounded-2xl border border-line bg-surface px-5 py-4">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h2 className="text-lg font-semibold">{t('week.to', { day: day(week) })}</h2>
          <p className="figures text-sm text-muted">{t('week.made', { time: moment(madeAt) })}</p>
        </div>
        <Bullets telling={telling} />
        <HowTold telling={telling} whole />
      </section>
      <Figures summary={summary} />
      <WeekCharts statistics={summary.statistics} told={told} />
      <WeekLists statistics={summary.statistics} />
      <WeekMails summary={summary} isOn={mailIsOn} onMailed={onMailed} />
    </article>
  )
}

function Figures({ summary: { statistics } }: { summary: WeekSummary }) {
  const { t, number, money } = useWords()
  const { sold, before, changePercent, averageSale, online, conflicts, stock, cash, currency, days } =
    statistics
  const ofWeek = { from: days[0]?.day ?? '', to: days.at(-1)?.day ?? '' }
  const percent = (value: number) => `${number(value, { maximumFractionDigits: 1 })} %`
  const change = (value: number) =>
    `${number(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })} %`
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Link to="/archive" search={ofWeek} className="rounded-2xl">
        <FigureCard
          label={t('week.money')}
          value={money(sold.total, currency)}
          hint={
            changePercent === null
              ? t('week.noBefore')
              : `${change(changePercent)} · ${t('week.before', { value: money(before.total, currency) })}`
          }
        />
      </Link>
      <Link to="/archive" search={{ ...ofWeek, kind: 'sale' }} className="rounded-2xl">
        <FigureCard
          label={t('week.sales')}
          value={number(sold.sales)}
          hint={t('week.before', { value: number(before.sales) })}
        />
      </Link>
      <Link to="/archive" search={{ ...ofWeek, kind: 'refund' }} className="rounded-2xl">
        <FigureCard
          label={t('week.refunds')}
          value={money(sold.refunded, currency)}
          hint={number(sold.refunds)}
        />
      </Link>
      <Link to="/archive" search={{ ...ofWeek, kind: 'sale', sort: '-total' }} className="rounded-2xl">
        <FigureCard
          label={t('week.average')}
          value={averageSale === null ? '–' : money(averageSale, currency)}
        />
      </Link>
      <Link to="/archive" search={{ ...ofWeek, source: 'shopify' }} className="rounded-2xl">
        <FigureCard
          label={t('week.online')}
          value={money(online.total, currency)}
          hint={
            online.percent === null ? undefined : t('week.onlineHint', { percent: percent(online.percent) })
          }
        />
      </Link>
      <Link to="/conflicts" className="rounded-2xl">
        <FigureCard
          label={t('week.conflicts')}
          value={number(conflicts.opened)}
          hint={t('week.conflictsHint', { count: conflicts.open })}
          tone={conflicts.open > 0 ? 'warn' : 'plain'}
        />
      </Link>
      <Link to="/home" hash="low" className="rounded-2xl">
        <FigureCard
          label={t('week.low')}
          value={number(stock.low)}
          hint={t('week.lowHint', { count: stock.empty })}
          tone={stock.empty > 0 ? 'warn' : 'plain'}
        />
      </Link>
      <FigureCard
        label={t('week.cash')}
        value={money(cash.variance, currency)}
        hint={t('week.cashHint', { count: cash.shifts, short: cash.short })}
        tone={cash.variance < 0 ? 'warn' : 'plain'}
      />
    </div>
  )
}
