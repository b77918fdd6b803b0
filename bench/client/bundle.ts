import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Request } from 'playwright-core'
import type { Page } from 'playwright-core'

/** Adds up the scripts that a page asks for, and those of its workers; in bytes, compressed by gzip. */
export function watchScripts(page: Page, clientFolder: string): () => { page: number; worker: number } {
  const scripts = new Set<string>()
  const hear = (request: Request): void => {
    const { pathname } = new URL(request.url())
    if (!request.serviceWorker() && pathname.endsWith('.js')) scripts.add(pathname)
  }
  page.context().on('request', hear)
  return () => {
    page.context().off('request', hear)
    const sizes = { page: 0, worker: 0 }
    for (const path of scripts) {
      const compressed = gzipSync(readFileSync(join(clientFolder, path)), { level: 9 }).length
      // Chunks that the build makes for workers are named after them; the rest is the page's.
      sizes[/worker/i.test(path) ? 'worker' : 'page'] += compressed
    }
    return sizes
  }
}
