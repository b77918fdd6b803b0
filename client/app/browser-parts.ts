import { homeOfIntents } from '../database/storage-home.ts'
import { factsStorage, intentsStorage } from '../database/storages.ts'
import type { Device, StorageState, Tokens } from '../database/shop.ts'
import type { ShopParts } from './compose-shop.ts'

/** What a shop is made of in a browser. Asks the browser to keep the data for good (C6). */
export async function browserParts(device: Device, tokens: Tokens): Promise<ShopParts> {
  const home = await homeOfIntents(localStorage)
  void navigator.storage?.persist?.().catch(() => false)
  return {
    device,
    tokens,
    storages: { intents: intentsStorage(home), facts: factsStorage(indexedDB) },
    locks: navigator.locks as unknown as ShopParts['locks'],
    memory: localStorage,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
    socketUrl: location.origin.replace(/^http/, 'ws'),
    onFrame: (then) => void (document.hidden ? setTimeout(then, 50) : requestAnimationFrame(then)),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    storageState,
    multiInstance: true,
  }
}

async function storageState(): Promise<StorageState> {
  const [persisted, estimate] = await Promise.all([
    navigator.storage?.persisted?.().catch(() => null) ?? null,
    navigator.storage?.estimate?.().catch(() => null) ?? null,
  ])
  return { persisted, usage: estimate?.usage ?? null, quota: estimate?.quota ?? null }
}
