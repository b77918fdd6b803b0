/** The languages of the app, English first: its words are in the first bundle and stand in where others are missing. */
export const languages = ['en', 'ru', 'uz'] as const

export type Language = (typeof languages)[number]

/** Each language as those who speak it call it: who cannot read this screen must still find theirs. */
export const namesOfLanguages: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  uz: 'Oʻzbekcha',
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/** The first language that a browser asks for and the app has; English where it has none of them. */
export function fittingLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split('-')
    if (isLanguage(language)) return language
  }
  return 'en'
}

/** The reader's own kind of a language, by which figures and dates are written: `en-GB` for `en`. */
export function localeOf(language: string, preferred: readonly string[]): string {
  // Uzbek has one kind here, in Latin script; `uz-Cyrl` would bring another.
  if (language === 'uz') return language
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language
}
