import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { damageOrder } from './support/saved-orders.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[C5] a row that the disk lost is noticed by the digest at the next start, and pulled again', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const [code] = await fullestShelves(database, 1)
  const number = await sell(page, code!)
  await chipSays(lane, 'Online · all sent')
  wire.cut()
  expect(await damageOrder(page, number, 'lose')).toBe(1)
  await reopenTill(lane)
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByText('No sales yet today').waitFor()
  wire.mend()
  // No change at the server would bring it: only the comparison does.
  await page
    .getByTestId('today')
    .getByRole('button', { name: number })
    .getByText('Accepted')
    .waitFor({ timeout: 60_000 })
  // And whoever watches the server hears of it.
  const metrics = async () => (await fetch(`http://localhost:${server.port}/metrics`)).text()
  await expect.poll(metrics, { timeout: 30_000 }).toMatch(/^omnisync_healed_rows_total [1-9]/m)
})
