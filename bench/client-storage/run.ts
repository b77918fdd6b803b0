/**
 * Measures ways of keeping the catalogue in a real browser: `node bench/client-storage/run.ts [ways] [counts]`, for
 * example `node bench/client-storage/run.ts log,raw-500 10000,100000`. Each measurement has a browser profile of its
 * own; `SLOWDOWN=4` makes its processor four times slower. Reopening is a new browser on the same profile.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import type { Measured } from './page.ts'

const ways = (process.argv[2] ?? 'raw-500,log,dexie').split(',')
const counts = (process.argv[3] ?? '10000,50000,100000').split(',').map(Number)
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]

const folder = await mkdtemp(path.join(tmpdir(), 'bench-client-storage-'))
await build({
  configFile: false,
  logLevel: 'error',
  root: import.meta.dirname,
  build: {
    outDir: folder,
    emptyOutDir: false,
    target: 'esnext',
    lib: { entry: 'page.ts', formats: ['es'], fileName: () => 'page.js' },
  },
})
const script = await readFile(path.join(folder, 'page.js'))
const server = createServer((request, response) => {
  if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script)
  else
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><script type="module" src="/page.js"></script>')
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

for (const count of counts) {
  for (const way of ways) {
    const profile = await mkdtemp(path.join(folder, 'profile-'))
    const filled = await inBrowser(
      profile,
      `bench.prepare(${count}); return await bench.fill('${way}', ${count})`,
    )
    const reopened = way.startsWith('rxdb-')
      ? undefined
      : await inBrowser(profile, `return await bench.reopen('${way}')`)
    await rm(profile, { recursive: true, force: true })
    console.log(JSON.stringify({ way, count, fill: filled, reopen: reopened }))
  }
}
server.close()
await rm(folder, { recursive: true, force: true })

async function inBrowser(profile: string, body: string): Promise<Measured> {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS,
  })
  try {
    const page = await browser.newPage()
    await page.goto(url)
    const devtools = await browser.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(process.env['SLOWDOWN'] ?? 1) })
    await page.waitForFunction('globalThis.bench')
    const measured = (await page.evaluate(`(async () => { ${body} })()`)) as Measured
    await page.evaluate('bench.close()')
    return measured
  } finally {
    await browser.close()
  }
}
