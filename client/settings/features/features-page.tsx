import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import type { FlagName } from '../../../shared/branches/flags.ts'
import { flagNames } from '../../../shared/branches/flags.ts'
import { BranchesHealth } from '../../../shared/status/branch-health.ts'
import { useShop } from '../../app/shop-context.ts'
import { useAnswer } from '../../app/use-answer.ts'
import { useObservable } from '../../app/use-observable.ts'
import { useWords } from '../../i18n/use-words.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { FeatureRow } from './feature-row.tsx'
import { featureWords } from './feature-words.ts'

/** Every feature that can be switched, by branch, at a share of its lanes. */
export function FeaturesPage() {
  const { t } = useWords()
  const branches = useObservable<readonly Branch[] | null>(useShop().branches$, null)
  const { value: health } = useAnswer('/branches/health', (it) => BranchesHealth.parse(it))
  const [busy, setBusy] = useState(false)
  /** What the server answered to changes: the replicated copy may be some seconds behind, and a change starts from it. */
  const [answered, setAnswered] = useState<ReadonlyMap<string, Branch>>(new Map())
  const newest = (branch: Branch) => {
    const said = answered.get(branch.id)
    return said && said.seq > branch.seq ? said : branch
  }
  const lanesOf = (branchId: string) =>
    health?.branches.find(({ id }) => id === branchId)?.lanes.map(({ id }) => id) ?? []
  return (
    <SettingsFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3 sm:p-5">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('features.title')}</h1>
          <p className="max-w-3xl text-muted">{t('features.lead')}</p>
        </div>
        {branches === null || branches.length === 0 ? (
          <p role="status" className="text-muted">
            {t('features.loading')}
          </p>
        ) : (
          flagNames.map((name) => (
            <Feature key={name} name={name}>
              {branches.filter(isOpen).map((branch) => (
                <FeatureRow
                  key={branch.id}
                  name={name}
                  branch={newest(branch)}
                  laneIds={lanesOf(branch.id)}
                  busy={busy}
                  onBusy={setBusy}
                  onChanged={(next) => setAnswered(new Map([...answered, [next.id, next]]))}
                />
              ))}
            </Feature>
          ))
        )}
      </main>
    </SettingsFrame>
  )
}

function Feature({ name, children }: { name: FlagName; children: ReactNode }) {
  const { t } = useWords()
  const { title, hint } = featureWords(name, t)
  return (
    <section
      aria-label={title}
      className="max-w-4xl rounded-2xl border border-line bg-surface"
      data-testid={`feature-${name}`}
    >
      <div className="px-4 pt-3 pb-2">
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="text-[15px] text-muted">{hint}</p>
      </div>
      <ul>{children}</ul>
    </section>
  )
}
