import { beginNewLog } from '../database/begin-new-log.ts'
import { databaseNameOf } from '../database/database-name.ts'
import type { Tokens } from '../database/shop.ts'
import { homeOfIntents } from '../database/storage-home.ts'
import { factsStorage, intentsStorage } from '../database/storages.ts'
import type { ShopParts } from './compose-shop.ts'
import { device } from './device.ts'
import { displayFile } from './display-file.ts'
import { serveShop, type Opening } from './serve-shop.ts'
import type { Port, Wire } from './wire.ts'

const remembered = new Map<string, string>()

serveShop(
  globalThis as unknown as Port,
  workerParts,
  (session) => displayFile(indexedDB, databaseNameOf(session)).remove(),
  (key, value) => void (value === null ? remembered.delete(key) : remembered.set(key, value)),
)

/** What a shop is made of in a browser's worker. */
async function workerParts({ session, token, memory: entries }: Opening, wire: Wire): Promise<ShopParts> {
  for (const [key, value] of entries) remembered.set(key, value)
  const memory = memoryOver(wire)
  if (session.training) return await trainingParts(tokensOver(wire, token), memory)
  const home = await homeOfIntents(memory)
  // Only Chromium has buckets, and only it keeps such a log. A disk too full for it must not keep a till from opening:
  // what is unsent can still be read and sent, which makes room.
  if (home.kind === 'bucket') await beginNewLog(home.options.indexedDB as IDBFactory).catch(() => {})
  const { promise: factsLost, resolve: lost } = Promise.withResolvers<void>()
  return {
    device,
    tokens: tokensOver(wire, token),
    storages: { intents: intentsStorage(home), facts: factsStorage(indexedDB, lost) },
    factsLost,
    locks: navigator.locks as unknown as ShopParts['locks'],
    memory,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
    socketUrl: location.origin.replace(/^http/, 'ws'),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    multiInstance: true,
  }
}

/** A store that is gone with this worker, and a network where nobody answers: nothing of a training leaves it. */
async function trainingParts(tokens: Tokens, memory: ShopParts['memory']): Promise<ShopParts> {
  const { forgetfulStorage } = await import('../database/forgetful-storage.ts')
  const storage = forgetfulStorage()
  const nobody = new TypeError('a training reaches no server')
  return {
    device,
    tokens,
    storages: { intents: storage, facts: storage },
    locks: navigator.locks as unknown as ShopParts['locks'],
    memory,
    fetch: () => Promise.reject(nobody),
    openSocket() {
      throw nobody
    },
    socketUrl: '',
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    multiInstance: false,
  }
}

/** The page's tokens. What is known here may be old: a refused one is answered with the page's own, or a new one. */
function tokensOver(wire: Wire, first: string | null): Tokens {
  let token = first
  return {
    current: () => token,
    async refresh() {
      token = await wire.call<string | null>('freshToken', token)
      return token
    },
  }
}

/** The memory of the device: as it was at the opening, and as it is changed from here and by other tabs. */
function memoryOver(wire: Wire): ShopParts['memory'] {
  return {
    getItem: (key) => remembered.get(key) ?? null,
    setItem(key, value) {
      remembered.set(key, value)
      wire.tell('remember', key, value)
    },
    removeItem(key) {
      remembered.delete(key)
      wire.tell('remember', key, null)
    },
  }
}
