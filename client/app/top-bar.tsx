import { Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import { Suspense, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { usePeople } from '../people/people-context.ts'
import { SellerButton } from '../people/seller-button.tsx'
import { IconButton } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { later } from './later.tsx'
import { Mark } from './mark.tsx'
import { useShop } from './shop-context.ts'
import { StatusChip } from './status-chip.tsx'
import { useObservable } from './use-observable.ts'

const MenuSheet = later(() => import('./menu-sheet.tsx').then((module) => ({ default: module.MenuSheet })))

const noBranches: readonly Branch[] = []

/** The bar above every page: where this is, the page's own buttons, the status chip, and the menu. */
export function TopBar({ children }: { children?: ReactNode }) {
  const { t } = useTranslation()
  const { session, branches$ } = useShop()
  const branches = useObservable(branches$, noBranches)
  const here = usePeople()
  const [menu, setMenu] = useState<boolean | null>(null)
  const { lane, user } = session
  const branch = branches.find(({ id }) => id === (lane?.branchId ?? user.branchId))
  return (
    <header className="flex min-h-16 items-center gap-1 border-b border-line bg-surface px-2 py-2 sm:gap-2 sm:px-4">
      <Mark className="size-8 shrink-0 max-sm:size-7" />
      <div
        className={classNames(
          'mr-auto hidden min-w-0 pl-1 leading-tight',
          // At a desk the way to its pages comes first; who this is stands in the menu as well.
          lane ? 'sm:block' : 'sm:max-lg:block 2xl:block',
        )}
      >
        <p className="truncate font-semibold tracking-tight">{branch?.name ?? t('app.name')}</p>
        <p className="truncate text-sm text-muted">{lane ? `${lane.code} · ${lane.name}` : user.name}</p>
      </div>
      <div className={classNames('ml-auto flex min-w-0 items-center gap-2', lane ? 'sm:ml-0' : '')}>
        {here ? <SellerButton here={here} /> : null}
        {children}
        {session.training ? null : <StatusChip />}
        <IconButton label={t('app.menu')} onClick={() => setMenu(true)}>
          <Menu aria-hidden className="size-5" />
        </IconButton>
      </div>
      {menu === null ? null : (
        <Suspense>
          <MenuSheet open={menu} onClose={() => setMenu(false)} />
        </Suspense>
      )}
    </header>
  )
}
