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
 * In which language the app speaks to whom. Each person's choice is kept on this device, for those who take over by
 * PIN too; who has made none, and the sign-in page, get the last one used here, and a new browser the first of its
 * own that the app has.
 */
export function createLanguageOfUser({ storage, preferred, account, speak }: Parts) {
  const userNow = () => account.state().user?.id ?? null
  let signedIn: string | null = null
  let spokenTo: string | null = null
  /** What was chosen on the sign-in page: it becomes the language of whoever signs in there. */
  let unclaimed: Language | null = null

  function read(key: string): Language | null {
    const kept = storage.getItem(key)
    return isLanguage(kept) ? kept : null
  }

  function keep(language: Language): void {
    storage.setItem(lastKey, language)
    if (spokenTo !== null) storage.setItem(keyOf(spokenTo), language)
  }

  async function speakTo(personId: string | null): Promise<void> {
    if (personId === spokenTo) return
    spokenTo = personId
    // After signing out the page stays as it was: the next one is likely to be a colleague.
    if (personId === null) return
    if (unclaimed !== null) keep(unclaimed)
    unclaimed = null
    const own = read(keyOf(personId))
    if (own === null) return
    storage.setItem(lastKey, own)
    // Without its words the app goes on as it is; a till must not stop for them.
    await speak(own).catch(() => null)
  }

  return {
    /**
     * Once it is known who is signed in: speaks as it last did on this device, whoever was at the till then, and from here on to whoever signs in.
     * Never throws.
     */
    async begin(): Promise<void> {
      signedIn = userNow()
      spokenTo = signedIn
      account.subscribe(() => {
        const user = userNow()
        // Signing in again is no change of who is at the till.
        if (user !== signedIn) void speakTo(user)
        signedIn = user
      })
      await speak(read(lastKey) ?? fittingLanguage(preferred)).catch(() => null)
    },

    /** Changes to the language of who is at the till now; null where nobody is. Never throws. */
    speakTo,

    /** Chooses a language, for the person at the till or about to sign in. @throws where its words cannot be had */
    async choose(language: Language): Promise<void> {
      await speak(language)
      keep(language)
      if (spokenTo === null) unclaimed = language
    },
  }
}
