import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Page, Request } from 'playwright-core'

/** Bytes of scripts, as the server hands them out to a browser, and by gzip for older ones between. */
export type ScriptSizes = { page: number; worker: number; gzip: { page: number; worker: number } }

/** Adds up the scripts that a page asks for, and those of its workers, until it is asked for them. */
export function watchScripts(page: Page, clientFolder: string): () => ScriptSizes {
  const scripts = new Set<string>()
  const hear = (request: Request): void => {
    const { pathname } = new URL(request.url())
    if (!request.serviceWorker() && pathname.endsWith('.js')) scripts.add(pathname)
  }
  page.context().on('request', hear)
  return () => {
    const sizes: ScriptSizes = { page: 0, worker: 0, gzip: { page: 0, worker: 0 } }
    const ofWorkers = new Set<string>()
    for (const path of scripts) if (/worker/i.test(path)) withImports(clientFolder, path, ofWorkers)
    for (const path of scripts) {
      const script = readFileSync(join(clientFolder, path))
      const whose = ofWorkers.has(path) ? 'worker' : 'page'
      sizes[whose] += brotliCompressSync(script).length
      sizes.gzip[whose] += gzipSync(script, { level: 9 }).length
    }
    return sizes
  }
}

/** A script with all that it imports at its start: the browser's list does not tell a worker's from its page's. */
function withImports(clientFolder: string, path: string, found: Set<string>): void {
  if (found.has(path)) return
  found.add(path)
  const script = readFileSync(join(clientFolder, path), 'utf8')
  for (const [, name] of script.matchAll(/\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    withImports(clientFolder, join(dirname(path), name ?? ''), found)
}
