import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import type { Language } from './languages.ts'
import { localeOf } from './languages.ts'
import { formatNumber } from './numbers.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

/** Starts the app's words, in English; `speak` changes to another language. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
  // `{{count, number}}` in a sentence.
  i18next.services.formatter?.add('number', (value: number, language) =>
    formatNumber(value, localeOf(language ?? 'en', navigator.languages)),
  )
}

// Files of their own: nobody loads what they do not read. The service worker has them all, for a day offline.
const further: Readonly<Record<Exclude<Language, 'en'>, () => Promise<object>>> = {
  ru: async () => (await import('./ru.ts')).ru,
  uz: async () => (await import('./uz.ts')).uz,
}

let asked: Language = 'en'

/**
 * Changes the language of all that is on screen, once its words are here.
 *
 * @throws where the file of words can be had neither from the network nor from the service worker; the language
 * stays as it was
 */
export async function speak(language: Language): Promise<void> {
  asked = language
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await further[language]())
  }
  // Asked for another one while these words came: the later choice stands.
  if (asked !== language) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
