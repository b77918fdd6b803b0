import { Link } from '@tanstack/react-router'
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../shared/status/system-status.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { problemWords } from './problem-words.ts'

const looks = {
  bad: { icon: OctagonAlert, tone: 'text-bad', ground: 'bg-bad-soft' },
  warn: { icon: TriangleAlert, tone: 'text-warn', ground: 'bg-warn-soft' },
  note: { icon: Info, tone: 'text-muted', ground: 'bg-sunken' },
} as const

/** What is wrong, the worst first, each with what to do; or that nothing is. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const { t } = useWords()
  if (problems.length === 0) {
    return (
      <div className="flex items-center gap-4 rounded-2xl bg-good-soft px-5 py-4" data-testid="problems">
        <CircleCheck aria-hidden className="size-7 shrink-0 text-good" />
        <div>
          <p className="text-lg font-semibold text-good">{t('system.allWell')}</p>
          <p className="text-ink">{t('system.allWellDo')}</p>
        </div>
      </div>
    )
  }
  return (
    <ul className="flex flex-col gap-2" data-testid="problems">
      {problems.map((problem) => (
        <Row key={problem.code} problem={problem} />
      ))}
    </ul>
  )
}

function Row({ problem }: { problem: Problem }) {
  const words = useWords()
  const { t, moment } = words
  const { title, todo, to } = problemWords(problem, words)
  const { icon: Icon, tone, ground } = looks[problem.level]
  return (
    <li
      className={classNames('flex flex-wrap items-start gap-x-4 gap-y-2 rounded-2xl px-5 py-4', ground)}
      data-code={problem.code}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-6 shrink-0', tone)} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="figures font-semibold">
          <span className={classNames('mr-2 text-sm font-medium', tone)}>{t(`system.${problem.level}`)}</span>
          {title}
          {problem.since ? (
            <span className="ml-2 text-sm font-normal text-muted">
              {t('system.since', { time: moment(problem.since) })}
            </span>
          ) : null}
        </p>
        <p className="max-w-3xl text-[15px]">{todo}</p>
      </div>
      {to ? (
        <Link
          to={to}
          className="flex min-h-12 items-center rounded-xl border border-line-strong bg-surface px-4 font-medium hover:bg-sunken max-sm:ml-10"
        >
          {t('system.open')}
        </Link>
      ) : null}
    </li>
  )
}
