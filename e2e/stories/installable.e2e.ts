import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

type Icon = { src: string; sizes: string; purpose?: string }

test('the browser finds nothing that keeps the till from being installed, and it starts and sells without the network', async () => {
  const lane = await stories.installed(server.port)
  const { page, context, wire } = lane
  await openTill(lane)
  const devtools = await context.newCDPSession(page)
  const manifest = await devtools.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  const { name, short_name, start_url, display, icons } = JSON.parse(manifest.data ?? '{}')
  expect({ name, short_name, start_url, display }).toEqual({
    name: 'OmniSync',
    short_name: 'OmniSync',
    start_url: '/',
    display: 'standalone',
  })
  expect((icons as Icon[]).map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '512x512 maskable',
  ])
  for (const { src, sizes } of icons as Icon[]) {
    const drawn = await page.evaluate(async (address) => {
      const { width, height } = await createImageBitmap(await (await fetch(address)).blob())
      return `${width}x${height}`
    }, src)
    expect(drawn, src).toBe(sizes)
  }
  // Contexts of a test are incognito, where nothing may be installed: the one fault that is the test's own.
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((it) => it !== 'in-incognito')).toEqual([])
  expect(
    await page.evaluate(() => document.querySelector('meta[name="viewport"]')?.getAttribute('content')),
  ).toMatch(/width=device-width/)

  wire.cut()
  await page.goto(wire.origin + start_url)
  await page.locator('[data-testid="search"]:focus').waitFor()
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
  const [code = ''] = await fullestShelves(database, 1)
  await sell(page, code)
  await chipSays(lane, '1 waiting')
  await reopenTill(lane)
  await chipSays(lane, '1 waiting')
})
