import type { Language } from '../i18n/languages.ts'
import { fittingLanguage, isLanguage } from '../i18n/languages.ts'
import type { Kept } from './account.ts'

type Parts = {
  storage: Pick<Storage, 'getItem' | 'setItem'>
  /** The browser's languages, best first. */
  preferred: readonly string[]
  account: { state(): Pick<Kept, 'user'>; subscribe(listener: () => void): void }
  /** Changes what is on screen; throws where the words cannot be had. */
  speak(language: Language): Promise<void>
}

const lastKey = 'omnisync.language'
const keyOf = (userId: string) => `${lastKey}.${userId}`

/**
 * In which language the app speaks to whom. Each person's choice is kept on this device; who has made none, and the
 * sign-in page, get the last one used here, and a new browser the first of its own that the app has.
 */
export function createLanguageOfUser({ storage, preferred, account, speak }: Parts) {
  const person = () => account.state().user?.id ?? null
  let spokenTo = person()
  /** What was chosen on the sign-in page: it becomes the language of whoever signs in there. */
  let unclaimed: Language | null = null

  function read(key: string): Language | null {
    const kept = storage.getItem(key)
    return isLanguage(kept) ? kept : null
  }

  function wanted(): Language {
    const own = spokenTo === null ? null : read(keyOf(spokenTo))
    return own ?? read(lastKey) ?? fittingLanguage(preferred)
  }

  function keep(language: Language): void {
    storage.setItem(lastKey, language)
    if (spokenTo !== null) storage.setItem(keyOf(spokenTo), language)
  }

  async function follow(): Promise<void> {
    const now = person()
    if (now === spokenTo) return
    spokenTo = now
    // After signing out the page stays as it was: the next one is likely to be a colleague.
    if (now === null) return
    if (unclaimed !== null) keep(unclaimed)
    unclaimed = null
    const language = wanted()
    storage.setItem(lastKey, language)
    // Without its words the app goes on as it is; a till must not stop for them.
    await speak(language).catch(() => null)
  }

  return {
    /** Speaks the language that is wanted now, and from here on that of whoever signs in. Never throws. */
    async begin(): Promise<void> {
      account.subscribe(() => void follow())
      await speak(wanted()).catch(() => null)
    },

    /** Chooses a language, for the person signed in or for the one about to. @throws where its words cannot be had */
    async choose(language: Language): Promise<void> {
      await speak(language)
      keep(language)
      if (spokenTo === null) unclaimed = language
    },
  }
}
