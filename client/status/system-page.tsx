import { Suspense } from 'react'
import { SystemStatus } from '../../shared/status/system-status.ts'
import { later } from '../app/later.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { OctagonAlert } from 'lucide-react'
import { BackupsSection } from './backups-section.tsx'
import { Freshness } from './freshness.tsx'
import { ProblemList } from './problem-list.tsx'
import { RecentErrors } from './recent-errors.tsx'
import { StatusFrame } from './status-frame.tsx'
import { SystemFigures } from './system-figures.tsx'

const HistoryCharts = later(() =>
  import('./history-charts.tsx').then((module) => ({ default: module.HistoryCharts })),
)

const everyMs = 5_000

/** How the sync engine does: what is wrong first, in words, then the figures, then how they came about. */
export function SystemPage() {
  const words = useWords()
  const { t, moment } = words
  const answer = useAnswer('/status', (it) => SystemStatus.parse(it), everyMs)
  const { value: status, error } = answer
  return (
    <StatusFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-end gap-x-4">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">
              {status && status.problems.length > 0
                ? t('system.problems', { count: status.problems.length })
                : t('system.system')}
            </h1>
            <p className="text-muted">{t('system.lead')}</p>
          </div>
          <Freshness answer={answer} />
        </div>
        {status === null && error ? (
          <div role="alert" className="flex items-start gap-4 rounded-2xl bg-bad-soft px-5 py-4">
            <OctagonAlert aria-hidden className="mt-0.5 size-6 shrink-0 text-bad" />
            <div>
              <p className="font-semibold">{t('system.unreachable')}</p>
              <p>{wordsFor(error, t)}</p>
              <p>{t('system.unreachableDo')}</p>
            </div>
          </div>
        ) : null}
        {status === null && !error ? <Skeleton label={t('system.loading')} /> : null}
        {status ? (
          <>
            <ProblemList problems={status.problems} />
            <SystemFigures facts={status.facts} />
            <BackupsSection backups={status.facts.backups} onAsked={answer.ask} />
            <Suspense fallback={<Skeleton label={t('system.loading')} />}>
              <HistoryCharts />
            </Suspense>
            {status.facts.recentErrors.length > 0 ? (
              <RecentErrors errors={status.facts.recentErrors} />
            ) : null}
            <section>
              <h2 className="mb-2 text-lg font-semibold">{t('system.nodes')}</h2>
              <ul className="flex flex-col gap-1">
                {status.facts.nodes.map(({ id, at, figures }) => (
                  <li key={id} className="figures text-[15px]">
                    <span className="font-medium">{id.slice(-6)}</span>{' '}
                    <span className="text-muted">
                      {t('system.nodeLine', {
                        version: figures.version,
                        memory: figures.memoryMb,
                        requests: figures.requests,
                      })}{' '}
                      · {moment(at)}
                    </span>
                  </li>
                ))}
                <li className="text-sm text-muted">
                  {t('system.nodeThis', {
                    time: moment(status.facts.startedAt),
                    version: status.facts.version,
                  })}
                </li>
              </ul>
            </section>
          </>
        ) : null}
      </main>
    </StatusFrame>
  )
}

function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3">
      {[20, 28, 28].map((height, index) => (
        <div key={index} className="animate-pulse rounded-2xl bg-sunken" style={{ height: height * 4 }} />
      ))}
    </div>
  )
}
