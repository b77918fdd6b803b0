import { databaseNameOf, lockOf } from '../database/database-name.ts'
import type { ShopSession, Tokens } from '../database/shop.ts'
import { device } from './device.ts'
import { displayFile } from './display-file.ts'
import type { PageParts } from './shop-over.ts'
import { askToKeep, storageState } from './storage-state.ts'

/** What the page's end of a shop is made of in a browser. Asks the browser to keep the data for good (C6). */
export function browserParts(session: ShopSession, tokens: Tokens): Omit<PageParts, 'end' | 'watch'> {
  const lockName = lockOf(databaseNameOf(session))
  void askToKeep(navigator.storage, localStorage)
  return {
    tokens,
    home: () => localStorage.getItem('omnisync.home'),
    display: displayFile(indexedDB, databaseNameOf(session)),
    quietMs: 3_000,
    noWriter: async () => {
      const { held } = await navigator.locks.query()
      if (held?.some(({ name }) => name === lockName)) await new Promise(() => {})
    },
    now: device.now,
    onFrame: (then) => void (document.hidden ? setTimeout(then, 50) : requestAnimationFrame(then)),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    storageState: () => storageState(navigator.storage, localStorage),
  }
}
