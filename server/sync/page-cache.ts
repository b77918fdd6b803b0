import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { shareQueries } from './share-query.ts'
import type { Page } from './pull.ts'

const compress = promisify(gzip)

/** A page ready to send; compressed once, at the first request that asks for it. */
export type ReadyPage = Page & { plain: Buffer; compressed: () => Promise<Buffer> }

const megabyte = 1024 * 1024

/**
 * Keeps full pages, so that the devices that start together cost the database as much as one (P3).
 *
 * A full page may be handed out at any age: whatever has changed since lies behind its last row's position and comes
 * with a later page. A page that is not full ends at the head and is therefore read anew for every question, though
 * questions that wait together share one reading.
 */
export function openPageCache(maxBytes = 96 * megabyte) {
  const full = new LRUCache<string, ReadyPage>({
    maxSize: maxBytes,
    sizeCalculation: (page) => Math.ceil(page.plain.length * 1.3),
    ttl: 10 * 60_000,
  })
  const share = shareQueries<ReadyPage>()
  return {
    async page(key: string, read: () => Promise<Page>): Promise<ReadyPage> {
      return (
        full.get(key) ??
        share(key, async () => {
          // Somebody ahead in the line may have read it meanwhile.
          const known = full.get(key)
          if (known) return known
          const page = ready(await read())
          if (page.isFull) full.set(key, page)
          return page
        })
      )
    },
    forget: (key: string) => full.delete(key),
    /** Forgets everything: the epoch has changed, or tombstones were purged. */
    clear: () => full.clear(),
  }
}

function ready(page: Page): ReadyPage {
  const plain = Buffer.from(page.body)
  let compressed: Promise<Buffer> | null = null
  // Level 1: three quarters of the gain at a fraction of the time, and the time is what a first sync waits for.
  return { ...page, body: '', plain, compressed: () => (compressed ??= compress(plain, { level: 1 })) }
}
