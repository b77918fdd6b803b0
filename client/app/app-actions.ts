import { Keyboard, Languages, LogOut, RefreshCw, SunMoon } from 'lucide-react'
import type { Action } from '../command-palette/action.ts'
import { backupActions } from '../status/backup-actions.ts'
import { summingUp } from '../summary/summing-up.ts'
import { lettersAreKeys, makeLettersKeys } from '../command-palette/letter-keys.ts'
import type { Shop } from '../database/shop.ts'
import { languages, namesOfLanguages } from '../i18n/languages.ts'
import type { Translate } from '../i18n/translate.ts'
import { note } from '../ui/note.ts'
import { languageOfUser } from './app-parts.ts'
import { command } from './command.ts'
import { go, whenLetGo } from './place.ts'
import { signOut } from './sign-out.ts'
import { chooseTheme, themes } from './theme.ts'

/** What can be done on every page. */
export function appActions(shop: Shop, t: Translate): Action[] {
  const { training, lane } = shop.session
  const own: Action[] = [
    {
      id: 'app sync',
      says: 'status.syncNow',
      icon: RefreshCw,
      for: 'anyone',
      run: () => shop.sync.syncNow(),
    },
    {
      id: 'app sign-out',
      says: 'app.signOut',
      icon: LogOut,
      for: 'anyone',
      run: () =>
        whenLetGo(() => {
          void signOut(shop).then((how) =>
            how === 'gone'
              ? undefined
              : lane
                ? note(t('app.signOutRefused'), t('app.signOutRefusedHint'))
                : note(t('app.deskRefused'), t('app.deskRefusedHint')),
          )
        }),
    },
  ]
  return [
    // A training is left by its own button, and nothing of it is sent.
    ...(training ? [] : own),
    ...(training ? [] : ofAdmins(t)),
    ...themes.map(({ value, title }): Action => ({
      id: `app theme ${value}`,
      says: 'palette.theme',
      values: { name: t(title) },
      icon: SunMoon,
      for: 'anyone',
      run: () => chooseTheme(value),
    })),
    {
      id: 'app letter-keys',
      says: lettersAreKeys() ? 'palette.lettersOff' : 'palette.lettersOn',
      icon: Keyboard,
      for: 'desk',
      run: () => makeLettersKeys(!lettersAreKeys()),
    },
    ...languages.map((language): Action => ({
      id: `app language ${language}`,
      says: 'palette.language',
      values: { name: namesOfLanguages[language] },
      icon: Languages,
      for: 'anyone',
      run: () => languageOfUser.choose(language),
    })),
  ]
}

/** What is done to the whole business now and then, and leads to where it is seen. */
function ofAdmins(t: Translate): Action[] {
  const sumUp = async (): Promise<void> => {
    await command('/summaries', {})
    go('/summaries')
  }
  return [summingUp(false, sumUp), ...backupActions(t, () => go('/status'))]
}
