import { ArrowUpCircle, DoorClosed, Eye, HardDrive, KeyRound, OctagonAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { memo, Suspense, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { later } from './later.tsx'
import { newVersion } from './new-version.ts'
import { openSale } from './open-sale.ts'
import { useShop, useSyncState } from './shop-context.ts'
import { useClosedHere } from './use-closed-here.ts'
import { storageLevel } from './storage-level.ts'
import { useStorage } from './use-storage.ts'

const SignInAgain = later(() =>
  import('./sign-in-again.tsx').then((module) => ({ default: module.SignInAgain })),
)

/** What a cashier must know and may ignore: none of these ever stands in the way of a sale. */
export const Banners = memo(function Banners() {
  const { t } = useTranslation()
  const shop = useShop()
  const { isWriter, needsLogin, tooOld, stopped, broken } = useSyncState()
  const update = useSyncExternalStore(newVersion.subscribe, newVersion.state)
  const selling = useSyncExternalStore(openSale.subscribe, openSale.state)
  const storage = useStorage()
  const level = storage === null ? 'unknown' : storageLevel(storage)
  const [signingIn, setSigningIn] = useState<boolean | null>(null)
  const isClosedHere = useClosedHere()
  return (
    <div className="empty:hidden">
      {!isWriter && shop.session.lane ? (
        <Banner tone="warn" icon={<Eye aria-hidden className="size-5 shrink-0" />}>
          {t('app.readOnly')}
        </Banner>
      ) : null}
      {isClosedHere ? (
        <Banner tone="bad" icon={<DoorClosed aria-hidden className="size-5 shrink-0" />}>
          {t('app.branchClosed')}
        </Banner>
      ) : null}
      {stopped ? (
        <Banner tone="bad" icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}>
          {stopped === 'device-revoked' ? t('app.deviceRevoked') : t('app.deviceUnknown')}
        </Banner>
      ) : null}
      {broken ? (
        <Banner
          tone="bad"
          icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}
          action={<Button onClick={() => location.reload()}>{t('app.reload')}</Button>}
        >
          {t(brokenWords[broken])}
        </Banner>
      ) : null}
      {tooOld ? (
        <Banner
          tone="bad"
          icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}
          action={
            <Button onClick={() => void newVersion.takeNow(() => location.reload())}>
              {t('app.reload')}
            </Button>
          }
        >
          {t('app.tooOld')}
        </Banner>
      ) : null}
      {needsLogin ? (
        <Banner
          tone="warn"
          icon={<KeyRound aria-hidden className="size-5 shrink-0" />}
          action={<Button onClick={() => setSigningIn(true)}>{t('signIn.submit')}</Button>}
        >
          {t('app.signInAgain')}
        </Banner>
      ) : null}
      {level === 'filling' || level === 'full' ? (
        <Banner
          tone={level === 'full' ? 'bad' : 'warn'}
          icon={<HardDrive aria-hidden className="size-5 shrink-0" />}
        >
          {t(level === 'full' ? 'status.storageFull' : 'status.storageFilling')}
        </Banner>
      ) : null}
      {update && !selling ? (
        <Banner
          tone="accent"
          icon={<ArrowUpCircle aria-hidden className="size-5 shrink-0" />}
          action={<Button onClick={update}>{t('app.updateNow')}</Button>}
        >
          {t('app.update')}
        </Banner>
      ) : null}
      {signingIn === null ? null : (
        <Suspense>
          <SignInAgain open={signingIn} onClose={() => setSigningIn(false)} />
        </Suspense>
      )}
    </div>
  )
})

const brokenWords = {
  worker: 'app.workerStopped',
  catalogue: 'app.catalogueStopped',
  'catalogue-lost': 'app.catalogueLost',
} as const

const tones = {
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent-text',
}

function Banner({
  tone,
  icon,
  action,
  children,
}: {
  tone: keyof typeof tones
  icon: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div
      role="status"
      className={classNames(
        'flex min-h-14 items-center gap-3 px-4 py-1 text-[15px] font-medium',
        tones[tone],
      )}
    >
      {icon}
      <p className="flex-1">{children}</p>
      {action}
    </div>
  )
}
