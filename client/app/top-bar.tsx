import { Link } from '@tanstack/react-router'
import { LogOut, Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Branch } from '../../shared/branches/branch.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { account } from './app-parts.ts'
import { Mark } from './mark.tsx'
import { useShop } from './shop-context.ts'
import { StatusChip } from './status-chip.tsx'
import type { Theme } from './theme.ts'
import { chooseTheme, chosenTheme } from './theme.ts'
import { useObservable } from './use-observable.ts'

const noBranches: readonly Branch[] = []

/** The bar above every page: where this is, the page's own buttons, the status chip, and the menu. */
export function TopBar({ children }: { children?: ReactNode }) {
  const { t } = useTranslation()
  const { session, branches$ } = useShop()
  const branches = useObservable(branches$, noBranches)
  const [menu, setMenu] = useState(false)
  const { lane, user } = session
  const branch = branches.find(({ id }) => id === (lane?.branchId ?? user.branchId))
  return (
    <header className="flex min-h-16 items-center gap-2 border-b border-line bg-surface px-3 py-2 sm:px-4">
      <Mark className="size-8 shrink-0 max-sm:size-7" />
      <div className="mr-auto hidden min-w-0 pl-1 leading-tight sm:block">
        <p className="truncate font-semibold tracking-tight">{branch?.name ?? t('app.name')}</p>
        <p className="truncate text-sm text-muted">{lane ? `${lane.code} · ${user.name}` : user.name}</p>
      </div>
      <div className="ml-auto flex items-center gap-2 sm:ml-0">
        {children}
        <StatusChip />
        <IconButton label={t('app.menu')} onClick={() => setMenu(true)}>
          <Menu aria-hidden className="size-5" />
        </IconButton>
      </div>
      <MenuSheet open={menu} onClose={() => setMenu(false)} />
    </header>
  )
}

function MenuSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const shop = useShop()
  const [theme, setTheme] = useState<Theme>(chosenTheme)
  const [refused, setRefused] = useState(false)
  const { lane, user } = shop.session

  async function signOut() {
    const closed = await shop.close()
    if (closed.kind === 'refused') setRefused(true)
    else await account.signOut()
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="side"
      title={user.name}
      description={lane ? `${user.email} · ${lane.branchCode}-${lane.code}` : user.email}
      closeLabel={t('common.close')}
    >
      <nav className="flex flex-col gap-2 py-3" onClick={onClose}>
        {user.role === 'SUPPORT' ? null : <MenuLink to="/till">{t('app.till')}</MenuLink>}
        {user.role === 'STAFF' ? null : <MenuLink to="/orders">{t('app.orders')}</MenuLink>}
      </nav>
      <p className="mt-3 mb-2 text-sm font-medium text-muted">{t('app.theme')}</p>
      <Choice
        label={t('app.theme')}
        value={theme}
        options={[
          { value: 'system', label: t('app.themeSystem') },
          { value: 'light', label: t('app.themeLight') },
          { value: 'dark', label: t('app.themeDark') },
        ]}
        onChange={(next) => {
          chooseTheme(next)
          setTheme(next)
        }}
      />
      <div className="mt-auto pt-6">
        {refused ? (
          <div role="alert" className="mb-3 rounded-xl bg-warn-soft px-4 py-3 text-warn">
            <p className="font-medium">{t('app.signOutRefused')}</p>
            <p className="text-sm">{t('app.signOutRefusedHint')}</p>
          </div>
        ) : null}
        <Button className="w-full" onClick={() => void signOut()}>
          <LogOut aria-hidden className="size-5" />
          {t('app.signOut')}
        </Button>
      </div>
    </Dialog>
  )
}

function MenuLink({ to, children }: { to: '/till' | '/orders'; children: string }) {
  return (
    <Link
      to={to}
      className="flex min-h-12 items-center rounded-xl px-4 font-medium hover:bg-sunken"
      activeProps={{ className: 'bg-accent-soft text-accent-text' }}
    >
      {children}
    </Link>
  )
}
