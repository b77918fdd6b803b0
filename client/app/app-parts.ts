import { speak } from '../i18n/i18n.ts'
import { createAccount } from './account.ts'
import { device } from './device.ts'
import { createLaneMemory } from './lane-memory.ts'
import { createLanguageOfUser } from './language-of-user.ts'
import { bridgeIn, homeOfMemory, olderMemory } from './memory-home.ts'
import { createShopHolder } from './shop-holder.ts'

export { device }

/** What this device must not forget. Its comforts, such as theme and keys, stay in `localStorage`. */
export const memory = createLaneMemory({
  home: () => homeOfMemory(localStorage),
  channel: new BroadcastChannel('omnisync.memory'),
  bridge: bridgeIn(localStorage),
  older: olderMemory(localStorage),
})

export const account = createAccount({ memory, newId: device.newId })
/** In which language the app speaks to whom. */
export const languageOfUser = createLanguageOfUser({
  storage: localStorage,
  preferred: navigator.languages,
  account,
  speak,
})

// The data layer is the larger half of the code: the page is painted while it comes.
export const holder = createShopHolder(async (session) => {
  const { openShop } = await import('./open-shop.ts')
  return await openShop(session, account.tokens)
})
