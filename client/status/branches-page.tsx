import { Store } from 'lucide-react'
import type { BranchHealth } from '../../shared/status/branch-health.ts'
import { BranchesHealth } from '../../shared/status/branch-health.ts'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Freshness } from './freshness.tsx'
import { LaneRow } from './lane-row.tsx'
import { StatusFrame } from './status-frame.tsx'

const everyMs = 5_000
const ranks = { offline: 0, online: 1, silent: 2 } as const

/** Every branch with its lanes: who is there, what they have not sent, what went wrong. */
export function BranchesHealthPage() {
  const { t } = useWords()
  const answer = useAnswer('/branches/health', (it) => BranchesHealth.parse(it), everyMs)
  const { value: health, error } = answer
  return (
    <StatusFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-end gap-x-4">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">{t('system.branches')}</h1>
            <p className="text-muted">{t('system.branchesLead')}</p>
          </div>
          <Freshness answer={answer} />
        </div>
        {health === null ? (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('system.loading')}
          </p>
        ) : null}
        {health?.branches.map((branch) => (
          <BranchCard key={branch.id} branch={branch} now={Date.parse(health.at)} version={health.version} />
        ))}
      </main>
    </StatusFrame>
  )
}

function BranchCard({ branch, now, version }: { branch: BranchHealth; now: number; version: string }) {
  const { t } = useWords()
  const lanes = branch.lanes.toSorted((a, b) => ranks[a.state] - ranks[b.state])
  const online = lanes.filter(({ state }) => state === 'online').length
  const heads = ['lane', 'state', 'outbox', 'lastSync', 'latency', 'errorRate', 'refused', 'version'] as const
  return (
    <section className="rounded-2xl border border-line bg-surface" data-testid={`branch-${branch.code}`}>
      <h2 className="flex flex-wrap items-center gap-x-3 px-4 pt-3 pb-2 text-lg font-semibold">
        <Store aria-hidden className="size-5 text-muted" />
        {branch.name}
        <span className="figures text-sm font-normal text-muted">
          {t('system.lanesOf', { online, all: lanes.length })}
        </span>
      </h2>
      {lanes.length === 0 ? <p className="px-4 pb-4 text-muted">{t('system.noLanes')}</p> : null}
      {lanes.length > 0 ? (
        <table className="block w-full lg:table">
          <thead className="hidden lg:table-header-group">
            <tr className="border-t border-line text-left text-sm text-muted">
              {heads.map((head) => (
                <th key={head} scope="col" className="px-4 py-2 font-medium">
                  {t(`system.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block lg:table-row-group">
            {lanes.map((lane) => (
              <LaneRow key={lane.id} lane={lane} now={now} version={version} />
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
