import { Keyboard, KeyRound, LogOut, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { account } from './app-parts.ts'
import { LanguageChoice } from './language-choice.tsx'
import { TrainingButton } from '../training/training-button.tsx'
import { useAdminHere } from '../settings/use-admin-here.ts'
import { OwnPin } from './own-pin.tsx'
import type { Place } from './place.ts'
import { whenLetGo } from './place.ts'
import { PlaceLink } from './place-link.tsx'
import { useShop } from './shop-context.ts'
import type { Theme } from './theme.ts'
import { chooseTheme, chosenTheme } from './theme.ts'
import '../i18n/desk-words.ts'

const PrinterSheet = lazy(() =>
  import('../pos/printer/printer-sheet.tsx').then((module) => ({ default: module.PrinterSheet })),
)
// On a phone there is no other way to the sounds and the scanner.
const KeysDialog = lazy(() =>
  import('../pos/keys-dialog.tsx').then((module) => ({ default: module.KeysDialog })),
)

/** Where else to go, how it looks, and the way out, which is shut while something is unsent (C8). */
export function MenuSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const shop = useShop()
  const [theme, setTheme] = useState<Theme>(chosenTheme)
  const [refused, setRefused] = useState(false)
  const [ownPin, setOwnPin] = useState(false)
  const [printer, setPrinter] = useState(false)
  const [keys, setKeys] = useState(false)
  const isAdmin = useAdminHere()
  const { lane, user, training } = shop.session

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
        {user.role === 'SUPPORT' ? null : <MenuLink to="/stock">{t('stock.title')}</MenuLink>}
        {user.role === 'STAFF' || training ? null : <MenuLink to="/home">{t('home.title')}</MenuLink>}
        {user.role === 'STAFF' || training ? null : <MenuLink to="/orders">{t('app.orders')}</MenuLink>}
        {user.role === 'STAFF' || training ? null : (
          <>
            <MenuLink to="/conflicts">{t('cases.link')}</MenuLink>
            <MenuLink to="/approvals">{t('asked.link')}</MenuLink>
            <MenuLink to="/orders/all">{t('grid.orders')}</MenuLink>
            <MenuLink to="/products">{t('grid.products')}</MenuLink>
            <MenuLink to="/customers">{t('grid.customers')}</MenuLink>
            <MenuLink to="/movements">{t('grid.movements')}</MenuLink>
            <MenuLink to="/archive">{t('archive.title')}</MenuLink>
            <MenuLink to="/dead-letters">{t('desk.deadLetters')}</MenuLink>
          </>
        )}
        {user.role === 'STAFF' || training ? null : <MenuLink to="/status">{t('system.title')}</MenuLink>}
        {isAdmin ? <MenuLink to="/bulk">{t('bulk.title')}</MenuLink> : null}
        {isAdmin ? <MenuLink to="/settings/branches">{t('settings.title')}</MenuLink> : null}
      </nav>
      <p className="mt-3 mb-2 text-sm font-medium text-muted">{t('app.language')}</p>
      <LanguageChoice />
      <p className="mt-5 mb-2 text-sm font-medium text-muted">{t('app.theme')}</p>
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
        {lane ? (
          <Button className="mb-2 w-full" onClick={() => setPrinter(true)}>
            <Printer aria-hidden className="size-5" />
            {t('printer.title')}
          </Button>
        ) : null}
        {lane ? (
          <Button className="mb-2 w-full" onClick={() => setKeys(true)}>
            <Keyboard aria-hidden className="size-5" />
            {t('keys.menu')}
          </Button>
        ) : null}
        {lane ? <TrainingButton onDone={onClose} /> : null}
        {training ? null : (
          <>
            <Button className="mb-2 w-full" onClick={() => setOwnPin(true)}>
              <KeyRound aria-hidden className="size-5" />
              {t('people.ownPin')}
            </Button>
            <Button className="w-full" onClick={() => whenLetGo(() => void signOut())}>
              <LogOut aria-hidden className="size-5" />
              {t('app.signOut')}
            </Button>
          </>
        )}
      </div>
      {ownPin ? <OwnPin onClose={() => setOwnPin(false)} /> : null}
      {keys ? (
        <Suspense>
          <KeysDialog open onClose={() => setKeys(false)} />
        </Suspense>
      ) : null}
      {printer ? (
        <Suspense>
          <PrinterSheet onClose={() => setPrinter(false)} />
        </Suspense>
      ) : null}
    </Dialog>
  )
}

function MenuLink({ to, children }: { to: Place; children: string }) {
  return (
    <PlaceLink
      to={to}
      className="flex min-h-12 items-center rounded-xl px-4 font-medium hover:bg-sunken"
      activeClassName="bg-accent-soft text-accent-text"
    >
      {children}
    </PlaceLink>
  )
}
