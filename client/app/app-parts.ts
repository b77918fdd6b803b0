import { v7 } from 'uuid'
import type { Device } from '../database/shop.ts'
import { speak } from '../i18n/i18n.ts'
import { createAccount } from './account.ts'
import { createLanguageOfUser } from './language-of-user.ts'
import { createShopHolder } from './shop-holder.ts'

/** The browser's clock, ids and chance: what the rest of the app gets handed instead of reaching for it. */
export const device: Device = { now: () => Date.now(), newId: () => v7(), random: () => Math.random() }

export const account = createAccount({ storage: localStorage, newId: device.newId })

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
  return await openShop(session, device, account.tokens)
})
