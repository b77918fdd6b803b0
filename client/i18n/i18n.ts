import { useSyncExternalStore } from 'react'
import { en } from './en.ts'
import type { Language } from './languages.ts'
import type { Areas, Translate } from './translate.ts'
import { translator } from './translate.ts'

/** The language of all that is on screen, and its words. */
export type Spoken = { language: Language; t: Translate }

const words: { -readonly [Area in keyof Areas]?: Areas[Area] } = { ...en }
const english = translator(words, 'en')
let now: Spoken = { language: 'en', t: english }
const listeners = new Set<() => void>()

/**
 * Adds areas, or more of an area, to the English words, which are not all in the first bundle; of other languages all
 * come at once.
 */
export function learn(areas: Partial<Areas>): void {
  for (const [area, more] of Object.entries(areas) as [keyof Areas, Areas[keyof Areas]][])
    words[area] = { ...words[area], ...more }
}

export function spoken(): Spoken {
  return now
}

export function useTranslation(): Spoken {
  return useSyncExternalStore(subscribe, spoken)
}

// Files of their own: nobody loads what they do not read. The service worker has them all, for a day offline.
const further: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Areas>>> = {
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
  const t = language === 'en' ? english : translator(await further[language](), language, english)
  // Asked for another one while these words came: the later choice stands.
  if (asked !== language) return
  now = { language, t }
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
