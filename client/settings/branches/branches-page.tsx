import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import { useShop } from '../../app/shop-context.ts'
import { useObservable } from '../../app/use-observable.ts'
import { useWords } from '../../i18n/use-words.ts'
import { nameOfType } from '../../pos/pay-ways.tsx'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SettingsFrame } from '../settings-frame.tsx'
import { NewBranchDialog } from './new-branch-dialog.tsx'

/** Every branch with the few of its settings that people ask about; a press opens them all. */
export function BranchesPage() {
  const { t } = useWords()
  const [opening, setOpening] = useState(false)
  const branches = useObservable<readonly Branch[] | null>(useShop().branches$, null)
  return (
    <SettingsFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex max-w-4xl flex-wrap items-center gap-3">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">{t('settings.branches')}</h1>
            <p className="text-muted">{t('settings.branchesLead')}</p>
          </div>
          <Button look="primary" onClick={() => setOpening(true)}>
            <Plus aria-hidden className="size-5" />
            {t('business.newBranch')}
          </Button>
        </div>
        {branches === null || branches.length === 0 ? (
          <p role="status" className="text-muted">
            {t('settings.loading')}
          </p>
        ) : (
          <ul className="flex max-w-4xl flex-col gap-2" data-testid="branches">
            {branches
              .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
              .map((branch) => (
                <BranchRow key={branch.id} branch={branch} />
              ))}
          </ul>
        )}
      </main>
      {opening ? (
        <NewBranchDialog branches={(branches ?? []).filter(isOpen)} onClose={() => setOpening(false)} />
      ) : null}
    </SettingsFrame>
  )
}

function BranchRow({ branch: { code, name, settings } }: { branch: Branch }) {
  const { t } = useWords()
  const { paymentTypes, address } = settings
  return (
    <li>
      <Link
        to="/settings/branches/$code"
        params={{ code }}
        className="flex min-h-18 items-center gap-4 rounded-2xl border border-line bg-surface px-4 py-3 hover:bg-sunken"
      >
        <span className="figures w-10 shrink-0 text-sm font-medium text-muted">{code}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{name}</span>
          <span className="block truncate text-sm text-muted">
            {[address.split('\n')[0], paymentTypes.map((type) => nameOfType(type, t)).join(', ')]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        {settings.closedAt ? <Pill tone="warn">{t('closing.isClosed')}</Pill> : null}
        <span className="flex flex-wrap justify-end gap-1 max-sm:hidden">
          {settings.requireShift ? <Pill>{t('settings.shiftsRequired')}</Pill> : null}
          {settings.allowance.enabled ? <Pill tone="accent">{t('settings.allowanceOn')}</Pill> : null}
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
      </Link>
    </li>
  )
}
