import { Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { PaletteCaller } from '../command-palette/palette-caller.tsx'
import { useTranslation } from '../i18n/i18n.ts'
import { PeopleProvider } from '../people/people-provider.tsx'
import { useRoleHere } from '../people/use-role-here.ts'
import { TillPage } from '../pos/till-page.tsx'
import { TrainingFrame } from '../training/training-frame.tsx'
import { Button } from '../ui/button.tsx'
import { whenNoted } from '../ui/note.ts'
import { account, holder } from './app-parts.ts'
import { sessionOf } from './account.ts'
import { Boundary, later } from './later.tsx'
import { Mark } from './mark.tsx'
import type { Place } from './place.ts'
import { go, isAtDesk, placeFor, usePlace } from './place.ts'
import { ShopContext } from './shop-context.ts'

// A till that knows its people and its lane never needs these.
const SignInPage = later(
  () => import('./sign-in-page.tsx').then((module) => ({ default: module.SignInPage })),
  'page',
)
const LanePage = later(
  () => import('./lane-page.tsx').then((module) => ({ default: module.LanePage })),
  'page',
)
const JoinPage = later(
  () => import('./join-page.tsx').then((module) => ({ default: module.JoinPage })),
  'page',
)
const StockPage = later(
  () => import('../inventory/stock-page.tsx').then((module) => ({ default: module.StockPage })),
  'page',
)
const AccountPage = later(
  () => import('../account/account-page.tsx').then((module) => ({ default: module.AccountPage })),
  'page',
)
const Desk = later(() => import('../orders/desk.tsx').then((module) => ({ default: module.Desk })), 'page')
const Notes = later(() => import('../ui/notes.tsx').then((module) => ({ default: module.Notes })))

/** Opens the shop of whoever is signed in, and shows the pages inside it; before that, the way there. */
export function Frame() {
  const { t } = useTranslation()
  const kept = useSyncExternalStore(account.subscribe, account.state)
  const held = useSyncExternalStore(holder.subscribe, holder.state)
  const path = usePlace()
  const place = placeFor(path, kept)
  const session = useMemo(() => sessionOf(kept), [kept])
  const needsLane =
    session !== null && session.lane === null && !isAtDesk(place) && session.user.role !== 'SUPPORT'
  const [noted, setNoted] = useState(false)
  useEffect(() => whenNoted(() => setNoted(true)), [])
  // Who signs in or out may belong on another page; the address of somebody who signs in yet is kept for them.
  const isJoining = path === '/join'
  const isElsewhere = session !== null && place !== path && !isJoining
  useEffect(() => (isElsewhere ? go(place, { replacing: true }) : undefined), [isElsewhere, place])
  useEffect(() => holder.show(needsLane ? null : session), [session, needsLane])

  // Whoever comes by a link chooses a password first, whoever else is signed in here.
  if (isJoining) {
    return (
      <Suspense>
        <JoinPage />
      </Suspense>
    )
  }
  const unknown = account.fault()
  if (unknown !== null) return <CannotOpen why={unknown} />
  if (!session) {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    )
  }
  if (needsLane) {
    const toDesk = session.user.role === 'STAFF' ? null : () => go('/home')
    return (
      <Suspense>
        <LanePage user={session.user} onDesk={toDesk} />
      </Suspense>
    )
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
      <PeopleProvider>
        <TrainingFrame>
          <Suspense>
            <Boundary of={place} look="page" draw={() => <Page asked={place} />} />
          </Suspense>
          <PaletteCaller />
        </TrainingFrame>
      </PeopleProvider>
      {noted ? (
        <Suspense>
          <Notes closeLabel={t('common.close')} />
        </Suspense>
      ) : null}
    </ShopContext>
  )
}

/** The page that was asked for, if whoever is at the screen now may stand there. */
function Page({ asked }: { asked: Place }) {
  const seller = useRoleHere()
  const place = placeFor(asked, account.state(), seller)
  const isElsewhere = place !== asked
  useEffect(() => (isElsewhere ? go(place, { replacing: true }) : undefined), [isElsewhere, place])
  if (place === '/till') return <TillPage />
  if (place === '/account') return <AccountPage />
  return place === '/stock' ? <StockPage /> : <Desk />
}

function CannotOpen({ why }: { why: string }) {
  const { t } = useTranslation()
  return (
    <main role="alert" className="mx-auto flex h-full max-w-lg flex-col items-start justify-center gap-4 p-6">
      <h1 className="text-2xl font-semibold">{t('app.cannotOpen')}</h1>
      <p className="text-muted">{t('app.cannotOpenHint')}</p>
      <pre className="max-w-full overflow-auto rounded-xl bg-sunken p-4 text-sm whitespace-pre-wrap">
        {why}
      </pre>
      <Button look="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </main>
  )
}
