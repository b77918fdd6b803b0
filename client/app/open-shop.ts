import type { Shop, ShopSession, Tokens } from '../database/shop.ts'
import { browserParts } from './browser-parts.ts'
import { shopOver, type PageParts } from './shop-over.ts'
import { watchWorker } from './watch-worker.ts'
import type { Port } from './wire.ts'

/** Opens a session's data in this browser, in a worker of its own, and begins to replicate it. Resolves offline too. */
export async function openShop(session: ShopSession, tokens: Tokens): Promise<Shop> {
  return (await inWorker(session, browserParts(session, tokens))).shop
}

/** Opens a shop whose other end is a worker of its own; `end` ends that at once, with whatever it holds in memory. */
export async function inWorker(
  session: ShopSession,
  parts: Omit<PageParts, 'end' | 'watch'>,
): Promise<{ shop: Shop; end(): void }> {
  const worker = new Worker(new URL('./shop-worker.ts', import.meta.url), { type: 'module' })
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || 'the worker of the shop did not start'))
  })
  const end = () => worker.terminate()
  try {
    const watch: PageParts['watch'] = (alive, died) => watchWorker(worker, alive, died)
    const opened = shopOver(worker as unknown as Port, session, { ...parts, watch, end })
    return { shop: await Promise.race([opened, failed]), end }
  } catch (error) {
    end()
    throw error
  }
}
