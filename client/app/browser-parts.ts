import { databaseNameOf, lockOf } from '../database/database-name.ts'
import type { ShopSession, Tokens } from '../database/shop.ts'
import { device, memory } from './app-parts.ts'
import { displayFile } from './display-file.ts'
import type { PageParts } from './shop-over.ts'
import { askToKeep, storageState } from './storage-state.ts'

/** What the worker remembers; the rest is the screens'. */
const ofWorker = /^omnisync\.(epoch|counter|stock-seen-to)\b/

/** What the page's end of a shop is made of in a browser. Asks the browser to keep the data for good (C6). */
export function browserParts(session: ShopSession, tokens: Tokens): Omit<PageParts, 'end' | 'watch'> {
  const lockName = lockOf(databaseNameOf(session))
  void askToKeep(navigator.storage, localStorage)
  return {
    tokens,
    memory: {
      heard: (hear) =>
        memory.follow((key) => {
          if (ofWorker.test(key)) hear(key, memory.getItem(key))
        }),
      entries: () => [
        ...Object.entries(localStorage).filter(([key]) => key === 'omnisync.home'),
        ...memory.keys().flatMap((key): [string, string][] => {
          const value = memory.getItem(key)
          return value !== null && ofWorker.test(key) ? [[key, value]] : []
        }),
      ],
      set(key, value) {
        if (value === null) memory.removeItem(key)
        else memory.setItem(key, value)
      },
    },
    display: displayFile(indexedDB, databaseNameOf(session)),
    quietMs: 3_000,
    noWriter: async () => {
      const { held } = await navigator.locks.query()
      if (held?.some(({ name }) => name === lockName)) await new Promise(() => {})
    },
    networkMoves(hear) {
      const names = ['online', 'offline'] as const
      for (const name of names) addEventListener(name, hear)
      return () => {
        for (const name of names) removeEventListener(name, hear)
      }
    },
    now: device.now,
    onFrame: (then) => void (document.hidden ? setTimeout(then, 50) : requestAnimationFrame(then)),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    askToKeep: () => askToKeep(navigator.storage, localStorage),
    storageState: () => storageState(navigator.storage, localStorage),
  }
}
