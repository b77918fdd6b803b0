import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notes } from '../ui/notes.tsx'
import { account, holder } from './app-parts.ts'
import { sessionOf } from './account.ts'
import { LanePage } from './lane-page.tsx'
import { Mark } from './mark.tsx'
import { ShopContext } from './shop-context.ts'
import { SignInPage } from './sign-in-page.tsx'

/** Opens the shop of whoever is signed in, and shows the pages inside it; before that, the way there. */
export function Frame() {
  const { t } = useTranslation()
  const kept = useSyncExternalStore(account.subscribe, account.state)
  const held = useSyncExternalStore(holder.subscribe, holder.state)
  const navigate = useNavigate()
  const atTill = useLocation().pathname.startsWith('/till')
  const session = useMemo(() => sessionOf(kept), [kept])
  const needsLane = session !== null && session.lane === null && atTill && session.user.role !== 'SUPPORT'
  useEffect(() => holder.show(needsLane ? null : session), [session, needsLane])

  if (!session) return <SignInPage />
  if (needsLane) {
    const toOrders = session.user.role === 'STAFF' ? null : () => void navigate({ to: '/orders' })
    return <LanePage user={session.user} onOrders={toOrders} />
  }
  if (held.kind === 'failed') return <CannotOpen why={held.why} />
  if (held.kind !== 'open') {
    return (
      <main className="grid h-full place-items-center">
        <div role="status" className="flex flex-col items-center gap-4 text-muted">
          <Mark className="size-12 animate-pulse" />
          {t('app.opening')}
        </div>
      </main>
    )
  }
  return (
    <ShopContext value={held.shop}>
      <Outlet />
      <Notes closeLabel={t('common.close')} />
    </ShopContext>
  )
}

function CannotOpen({ why }: { why: string }) {
  const { t } = useTranslation()
  return (
    <main role="alert" className="mx-auto flex h-full max-w-lg flex-col items-start justify-center gap-4 p-6">
      <h1 className="text-2xl font-semibold">{t('app.cannotOpen')}</h1>
      <p className="text-muted">{t('app.cannotOpenHint')}</p>
      <pre className="max-w-full overflow-auto rounded-xl bg-sunken p-4 text-sm whitespace-pre-wrap">{why}</pre>
      <Button look="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </main>
  )
}
