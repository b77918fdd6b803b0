import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { Home } from '../../shared/reports/home.ts'
import { Banners } from '../app/banners.tsx'
import { later } from '../app/later.tsx'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { useObservable } from '../app/use-observable.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Freshness } from '../status/freshness.tsx'
import { FigureCard } from '../ui/figure-card.tsx'
import { Select } from '../ui/select.tsx'
import { LowList } from './low-list.tsx'
import { WeekCard } from './week-card.tsx'

const SalesChart = later(() => import('./sales-chart.tsx').then((module) => ({ default: module.SalesChart })))
const everyMs = 15_000
const noBranches: readonly Branch[] = []

/** Today in numbers; each leads to what it is made of. */
export function HomePage() {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const [branchId, setBranchId] = useState('')
  const answer = useAnswer(
    branchId === '' ? '/home' : `/home?branchId=${branchId}`,
    (it) => Home.parse(it),
    everyMs,
  )
  const { value: home, error } = answer
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="mr-auto text-2xl font-semibold tracking-tight">{t('home.today')}</h1>
          <Freshness answer={answer} />
          <Select
            label={t('home.branch')}
            value={branchId}
            onChange={setBranchId}
            options={[
              { value: '', label: t('home.all') },
              ...branches.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        {home === null ? (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('system.loading')}
          </p>
        ) : (
          <>
            <Figures home={home} branchId={branchId} />
            <Suspense>
              <SalesChart home={home} />
            </Suspense>
            {branchId === '' ? <WeekCard /> : null}
            <LowList home={home} branches={branches} />
          </>
        )}
      </main>
    </div>
  )
}

function Figures({ home, branchId }: { home: Home; branchId: string }) {
  const { t, number, money } = useWords()
  const { today, lastWeek, low } = home
  const ofToday = { from: home.day, to: home.day, ...(branchId === '' ? {} : { branchId }) }
  const change = lastWeek.soFar === 0 ? null : Math.round((today.total / lastWeek.soFar - 1) * 100)
  const compared =
    change === null
      ? t('home.noWeek')
      : change === 0
        ? t('home.same')
        : t(change > 0 ? 'home.more' : 'home.fewer', { percent: Math.abs(change) })
  const sold = [
    t('home.receipts', { count: today.sales }),
    ...(today.refunds > 0 ? [t('home.refunds', { count: today.refunds })] : []),
    compared,
  ]
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3" data-testid="home-figures">
      <Link to="/archive" search={ofToday} className="col-span-2 rounded-2xl">
        <FigureCard
          label={t('home.salesToday')}
          value={money(today.total, home.currency)}
          hint={sold.join(' · ')}
        />
      </Link>
      <Link to="/conflicts" className="rounded-2xl">
        <FigureCard
          label={t('home.conflicts')}
          value={number(home.conflicts)}
          hint={home.waiting > 0 ? t('home.waitForStock', { count: home.waiting }) : t('home.conflictsHint')}
          tone={home.conflicts > 0 ? 'warn' : 'plain'}
        />
      </Link>
      <Link to="/dead-letters" className="rounded-2xl">
        <FigureCard
          label={t('home.letters')}
          value={number(home.deadLetters)}
          hint={t('home.lettersHint')}
          tone={home.deadLetters > 0 ? 'warn' : 'plain'}
        />
      </Link>
      <a href="#low" className="rounded-2xl">
        <FigureCard
          label={t('home.low')}
          value={number(low.count)}
          hint={t('home.lowHint', { count: low.empty })}
          tone={low.empty > 0 ? 'warn' : 'plain'}
        />
      </a>
    </div>
  )
}
