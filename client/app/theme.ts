import type { Sentence } from '../i18n/translate.ts'

export type Theme = 'system' | 'light' | 'dark'

/** The appearances to choose from, and what each is called. */
export const themes: readonly { value: Theme; title: Sentence }[] = [
  { value: 'system', title: 'app.themeSystem' },
  { value: 'light', title: 'app.themeLight' },
  { value: 'dark', title: 'app.themeDark' },
]

const key = 'omnisync.theme'

/** The chosen appearance; `system` follows the device. `public/theme.js` applies it before the first paint. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(key)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem(key, theme)
    document.documentElement.dataset['theme'] = theme
  }
}
