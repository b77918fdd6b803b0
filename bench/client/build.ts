import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds the client of this checkout as it ships, into a folder of its own; gives the folder. */
export async function buildClient(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'omnisync-bench-client-'))
  const configFile = join(import.meta.dirname, '../../vite.config.ts')
  const root = join(import.meta.dirname, '../../client')
  await build({ configFile, root, logLevel: 'error', build: { outDir, emptyOutDir: true, sourcemap: false } })
  return outDir
}
