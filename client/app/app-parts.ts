import { speak } from '../i18n/i18n.ts'
import { createAccount } from './account.ts'
import { device } from './device.ts'
import { introduceLane } from './introduce-lane.ts'
import { createLaneMemory } from './lane-memory.ts'
import { leaveBehind } from './left-behind.ts'
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

export const account = createAccount({ ...device, memory })
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
  const shop = await openShop(session, account.tokens)
  introduceLane(shop, account)
  leaveBehind(memory, session, 0)
  // What replicates hears it, too, and the page says where to sign in: else only the next news of the log would tell.
  account.whenEnded(() => void shop.sync.syncNow().catch(() => {}))
  return shop
})
