import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { HeadOf } from './head.ts'
import type { Page, PageAsked } from './pull.ts'
import { shareQueries } from './share-query.ts'

const compress = promisify(gzip)

/** A page ready to send; compressed once, at the first request that asks for it. */
export type ReadyPage = Page & { plain: Buffer; compressed: () => Promise<Buffer> }

export type PageCacheParts = {
  read: (asked: PageAsked) => Promise<Page>
  headOf: HeadOf
  maxBytes?: number
}

const megabyte = 1024 * 1024
/** A page of nothing has its key and its place in the list all the same. */
const emptyPageBytes = 1024
/** Pages read at once before anybody asks: the pool's other connections stay with those who wait. */
const mostAhead = 4

/**
 * Keeps pages, so that the devices that start together cost the database as much as one (P3).
 *
 * A full page may be handed out at any age: whatever has changed since lies behind its last row's position and comes
 * with a later page. A page that ends at the head, full or not, is handed out for as long as the head is where it was;
 * that is asked of the database after the request came in, so that nobody is answered with less than what they know
 * was committed, nor told to be at the end when they are not.
 *
 * Behind a full page the next two are read ahead: Postgres writes them while the device digests the one before.
 */
export function openPageCache({ read, headOf, maxBytes = 96 * megabyte }: PageCacheParts) {
  const pages = new LRUCache<string, ReadyPage>({
    maxSize: maxBytes,
    sizeCalculation: (page) => Math.ceil(page.plain.length * 1.3) + emptyPageBytes,
    ttl: 10 * 60_000,
  })
  const share = shareQueries<ReadyPage>()
  const ahead = new Set<string>()

  async function page(asked: PageAsked): Promise<ReadyPage> {
    const key = keyOf(asked)
    const known = pages.get(key)
    return known && goesOn(known) ? known : share(key, () => find(asked, key))
  }

  async function find(asked: PageAsked, key: string): Promise<ReadyPage> {
    // Somebody ahead in the line may have read it meanwhile.
    const known = pages.get(key)
    if (known && (goesOn(known) || (await isAtHead(known, asked.tenantId)))) return known
    const found = ready(await read(asked))
    pages.set(key, found)
    return found
  }

  async function isAtHead(known: ReadyPage, tenantId: string): Promise<boolean> {
    const { epoch, head } = await headOf(tenantId)
    return known.epoch === epoch && known.head === head
  }

  function readAhead(asked: PageAsked, page: Page, compressed: boolean): void {
    if (!page.isFull || page.reached === page.head) return
    for (const from of [page.reached, page.nextReached]) {
      if (from !== null) prepare({ ...asked, from }, compressed)
    }
  }

  /** Nobody waits for it: where it fails, or too many are read already, the next request reads for itself. */
  function prepare(asked: PageAsked, compressed: boolean): void {
    const key = keyOf(asked)
    if (pages.has(key) || ahead.has(key) || ahead.size >= mostAhead) return
    ahead.add(key)
    page(asked)
      .then((found) => (compressed ? found.compressed() : undefined))
      .catch(() => {})
      .finally(() => ahead.delete(key))
  }

  return {
    page,
    readAhead,
    forget: (asked: PageAsked) => pages.delete(keyOf(asked)),
    /** Forgets everything: the epoch has changed, or tombstones were purged. */
    clear: () => pages.clear(),
  }
}

/** Whether a page says that more comes behind it, which stays true. */
function goesOn({ isFull, reached, head }: Page): boolean {
  return isFull && reached < head
}

function keyOf({ tenantId, scope, from, limit, protocol }: PageAsked): string {
  return [tenantId, scope.key, from, limit, protocol].join('|')
}

function ready(page: Page): ReadyPage {
  const plain = bytesOf(page.body)
  let compressed: Promise<Buffer> | null = null
  // Level 1: three quarters of the gain at a fraction of the time, and the time is what a first sync waits for.
  return { ...page, body: [], plain, compressed: () => (compressed ??= compress(plain, { level: 1 })) }
}

/** Written piece by piece: to join texts of this size first took ten times as long as everything else here. */
function bytesOf(pieces: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0))
  let at = 0
  for (const piece of pieces) at += bytes.write(piece, at)
  return bytes
}
