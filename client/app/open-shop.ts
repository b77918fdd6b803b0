import type { Shop, ShopSession, Tokens } from '../database/shop.ts'
import { browserParts } from './browser-parts.ts'
import { shopOver } from './shop-over.ts'
import type { Port } from './wire.ts'

/** Opens a session's data in this browser, in a worker of its own, and begins to replicate it. Resolves offline too. */
export async function openShop(session: ShopSession, tokens: Tokens): Promise<Shop> {
  const worker = new Worker(new URL('./shop-worker.ts', import.meta.url), { type: 'module' })
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || 'the worker of the shop did not start'))
  })
  const parts = { ...browserParts(session, tokens), end: () => worker.terminate() }
  try {
    return await Promise.race([shopOver(worker as unknown as Port, session, parts), failed])
  } catch (error) {
    worker.terminate()
    throw error
  }
}
