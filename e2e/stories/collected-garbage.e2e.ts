import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, signIn } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[C6] a lane goes on keeping what it must know after the browser has collected its garbage', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await signIn(lane, 'cashier')
  await page.getByLabel('Name of this lane').fill('Front counter')
  await collectGarbage(page)
  await page.getByRole('button', { name: 'Open the till' }).click()
  await page.getByTestId('search').waitFor()
  await chipSays(lane, 'Online · all sent')

  await collectGarbage(page)
  const [code = ''] = await fullestShelves(database, 1)
  await scan(page, code)
  await expect.poll(() => onTheWay(page), { timeout: 30_000 }).toEqual([])
  await sell(page)
  await chipSays(lane, 'Online · all sent')
  await expect.poll(() => onTheWay(page), { timeout: 30_000 }).toEqual([])
})

async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}

/** What is set and not yet on the disk. */
function onTheWay(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('omnisync.unsaved.')))
}
