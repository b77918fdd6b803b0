import { Keyboard, KeyRound, LogOut, Printer } from 'lucide-react'
import { Suspense, useState } from 'react'
import '../i18n/sheet-words.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { TrainingButton } from '../training/training-button.tsx'
import { useRights } from '../command-palette/use-actions.ts'
import { later } from './later.tsx'
import { OwnPin } from './own-pin.tsx'
import { pages } from './pages.ts'
import type { Place } from './place.ts'
import { whenLetGo } from './place.ts'
import { PlaceLink } from './place-link.tsx'
import { useShop } from './shop-context.ts'
import { signOut } from './sign-out.ts'
import type { Theme } from './theme.ts'
import { chooseTheme, chosenTheme, themes } from './theme.ts'
import '../i18n/desk-words.ts'

const PrinterSheet = later(() =>
  import('../pos/printer/printer-sheet.tsx').then((module) => ({ default: module.PrinterSheet })),
)
// On a phone there is no other way to the sounds and the scanner.
const KeysDialog = later(() =>
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
  const rights = useRights()
  const { lane, user, training } = shop.session

  async function leave() {
    setRefused((await signOut(shop)) === 'refused')
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
        {pages
          .filter((page) => 'isInMenu' in page && rights.has(page.for))
          .map(({ to, says }) => (
            <MenuLink key={to} to={to}>
              {t(says)}
            </MenuLink>
          ))}
      </nav>
      <p className="mt-3 mb-2 text-sm font-medium text-muted">{t('app.language')}</p>
      <LanguageChoice />
      <p className="mt-5 mb-2 text-sm font-medium text-muted">{t('app.theme')}</p>
      <Choice
        label={t('app.theme')}
        value={theme}
        options={themes.map(({ value, title }) => ({ value, label: t(title) }))}
        onChange={(next) => {
          chooseTheme(next)
          setTheme(next)
        }}
      />
      <div className="mt-auto pt-6">
        {refused ? (
          <div role="alert" className="mb-3 rounded-xl bg-warn-soft px-4 py-3 text-warn">
            <p className="font-medium">{t(lane ? 'app.signOutRefused' : 'app.deskRefused')}</p>
            <p className="text-sm">{t(lane ? 'app.signOutRefusedHint' : 'app.deskRefusedHint')}</p>
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
            {rights.has('own') ? (
              <Button className="mb-2 w-full" onClick={() => setOwnPin(true)}>
                <KeyRound aria-hidden className="size-5" />
                {t('people.ownPin')}
              </Button>
            ) : null}
            <Button className="w-full" onClick={() => whenLetGo(() => void leave())}>
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
