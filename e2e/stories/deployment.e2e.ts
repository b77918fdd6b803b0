import type { BrowserContext } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/**
 * A browser whose page is older than what the server has: some scripts of the app are gone until `deployment.over`. Its
 * service worker would still have them, so there is none.
 */
function afterDeployment(scripts: RegExp) {
  const deployment = { over: false, asked: 0 }
  return {
    deployment,
    async prepare(context: BrowserContext) {
      await context.addInitScript(() => {
        Object.defineProperty(navigator, 'serviceWorker', {
          value: Object.assign(new EventTarget(), {
            ready: Promise.resolve(),
            controller: null,
            register: () => Promise.reject(new Error('none here')),
          }),
        })
      })
      await context.route(scripts, async (route) => {
        deployment.asked += 1
        return await (deployment.over ? route.continue() : route.fulfill({ status: 404, body: 'gone' }))
      })
    },
  }
}

test('a page left open over a deployment says which part is missing, goes on selling, and is back at the sale in hand after a reload', async () => {
  const { deployment, prepare } = afterDeployment(/assets\/shift-sheet-/)
  const lane = await stories.installed(server.port, prepare)
  const { page } = lane
  lane.expects.push(/404/, /could not be fetched/, /Failed to fetch dynamically imported module/)
  await openTill(lane)
  const [code = '', other = ''] = await fullestShelves(database, 2)
  // What a till fetches behind its first sale is here.
  await sell(page, code)
  lane.wire.cut()
  await chipSays(lane, 'Offline')
  const number = await sell(page, code)
  await scan(page, code)
  const lines = page.getByTestId('cart-lines').getByRole('listitem')
  await lines.waitFor()

  await page.getByTestId('shift').click()
  const fault = page.getByTestId('part-fault')
  await fault.getByText('A part of the app could not be fetched').waitFor()
  // The till is as it was: what is scanned now joins the sale.
  await fault.getByRole('button', { name: 'Close' }).click()
  await fault.waitFor({ state: 'detached' })
  await scan(page, other)
  await expect.poll(() => lines.count()).toBe(2)
  const total = await page.getByTestId('total').textContent()

  await page.getByTestId('shift').click()
  await fault.waitFor()
  deployment.over = true
  lane.wire.mend()
  await Promise.all([page.waitForEvent('load'), fault.getByRole('button', { name: 'Reload' }).click()])
  await expect.poll(() => lines.count(), { timeout: 30_000 }).toBe(2)
  expect(await page.getByTestId('total').textContent()).toBe(total)
  await page.getByTestId('shift').click()
  await page.getByTestId('float').waitFor()
  await page.keyboard.press('Escape')
  await chipSays(lane, 'all sent')
  const rows = await database.query<{ number: string }>('select number from orders where number = $1', [
    number,
  ])
  expect(rows).toEqual([{ number }])
})

test('at the desk, too, a page that did not come says so, and is there after a reload that somebody asked for', async () => {
  const { deployment, prepare } = afterDeployment(/assets\/home-page-/)
  const { page, expects } = await stories.lane(server.port, prepare)
  expects.push(/404/, /could not be fetched/, /Failed to fetch dynamically imported module/)
  await signIn({ page }, 'admin')
  const fault = page.getByTestId('part-fault')
  await fault.getByText('A part of the app could not be fetched').waitFor()
  expect(deployment.asked).toBe(1)
  deployment.over = true
  await fault.getByRole('button', { name: 'Reload' }).click()
  await page.getByTestId('home-figures').waitFor()
})
