import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Page, Request } from 'playwright-core'

/** Bytes of scripts, as the server hands them out to a browser, and by gzip for older ones between. */
export type ScriptSizes = { page: number; worker: number; gzip: { page: number; worker: number } }

/** Adds up the scripts that a page asks for, and those of its workers, until it is asked for them. */
export function watchScripts(page: Page, clientFolder: string): () => Promise<ScriptSizes> {
  const scripts = new Set<string>()
  const hear = (request: Request): void => {
    const { pathname } = new URL(request.url())
    if (!request.serviceWorker() && pathname.endsWith('.js')) scripts.add(pathname)
  }
  page.context().on('request', hear)
  return async () => {
    const sizes: ScriptSizes = { page: 0, worker: 0, gzip: { page: 0, worker: 0 } }
    // What a worker asks for by itself is in its own list, not in the page's.
    const ofPage = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    for (const path of scripts) {
      const script = readFileSync(join(clientFolder, path))
      const whose = ofPage.includes(path) && !/worker/i.test(path) ? 'page' : 'worker'
      sizes[whose] += brotliCompressSync(script).length
      sizes.gzip[whose] += gzipSync(script, { level: 9 }).length
    }
    return sizes
  }
}
