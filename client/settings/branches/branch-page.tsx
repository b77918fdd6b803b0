import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import { useShop } from '../../app/shop-context.ts'
import { useObservable } from '../../app/use-observable.ts'
import { ActionButton } from '../../command-palette/action-button.tsx'
import { useActions } from '../../command-palette/use-actions.ts'
import { useWords } from '../../i18n/use-words.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { BranchForm } from './branch-form.tsx'
import { ClosingButton } from './closing-actions.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** One branch with all its settings, and on a wide screen the other branches beside it. */
export function BranchPage() {
  const { t, fullMoment } = useWords()
  const { code } = useParams({ from: '/settings/branches/$code' })
  const branches = useObservable<readonly Branch[] | null>(useShop().branches$, null)
  const branch = branches?.find((one) => one.code === code)
  return (
    <SettingsFrame>
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={t('settings.branches')}
          className="hidden w-64 shrink-0 flex-col gap-1 overflow-y-auto border-r border-line p-3 lg:flex"
        >
          {branches?.map((one) => (
            <BranchLink key={one.id} branch={one} />
          ))}
        </nav>
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex flex-wrap items-center gap-2 px-3 pt-3 sm:px-5 sm:pt-4">
            <Link
              to="/settings/branches"
              aria-label={t('settings.allBranches')}
              title={t('settings.allBranches')}
              className="-ml-2 grid size-12 shrink-0 place-items-center rounded-xl hover:bg-sunken"
            >
              <ArrowLeft aria-hidden className="size-5" />
            </Link>
            <h1 className="truncate text-2xl font-semibold tracking-tight">
              {branch?.name ?? t('settings.branches')}
              <span className="figures ml-3 text-base font-normal tracking-normal text-muted">{code}</span>
            </h1>
            {branch ? (
              <span className="ml-auto flex flex-wrap justify-end gap-2">
                <RenameButton branch={branch} />
                <ClosingButton branch={branch} />
              </span>
            ) : null}
          </div>
          {branch && !isOpen(branch) ? (
            <p role="status" className="mx-3 mt-3 rounded-xl bg-warn-soft px-4 py-3 text-warn sm:mx-5">
              {t('closing.since', { time: fullMoment(branch.settings.closedAt ?? '') })}
            </p>
          ) : null}
          {branch ? <BranchForm key={branch.id} replicated={branch} /> : null}
          {!branch && branches ? (
            <p role="status" className="p-5 text-muted">
              {branches.length === 0 ? t('settings.loading') : t('settings.noSuch')}
            </p>
          ) : null}
        </main>
      </div>
    </SettingsFrame>
  )
}

function RenameButton({ branch }: { branch: Branch }) {
  const [isOpen, setOpen] = useState(false)
  const rename = useActions([
    {
      id: 'branch rename',
      says: 'settings.rename',
      icon: Pencil,
      for: 'admin',
      run: () => setOpen(true),
    },
  ])
  return (
    <>
      {rename.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {isOpen ? <RenameDialog branch={branch} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function BranchLink({ branch: { code, name } }: { branch: Branch }) {
  return (
    <Link
      to="/settings/branches/$code"
      params={{ code }}
      className="flex min-h-12 items-center gap-3 rounded-xl px-3 font-medium hover:bg-sunken"
      activeProps={{ className: 'bg-accent-soft text-accent-text' }}
    >
      <span className="figures w-8 text-sm opacity-80">{code}</span>
      <span className="min-w-0 truncate">{name}</span>
    </Link>
  )
}
