import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('no request leaves the device between the first scan and the press of Pay, and none is waited for until the tick', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  // The first check by digest and the parts that are fetched ahead are done.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(8_000)
  const codes = await fullestShelves(database, 3)
  const left: string[] = []
  wire.onSent((piece) => {
    const path = /^[A-Z]+ (\S+) HTTP/.exec(piece)?.[1]
    // The icon of the browser's own tab strip: whenever it likes, and nothing waits for it.
    if (path !== undefined && !path.startsWith('/icons/')) left.push(path.replace(/\?.*/, ''))
  })
  for (const code of codes) await scan(page, code)
  await page.keyboard.press('F9')
  await page.getByTestId('pay-panel').waitFor()
  expect(left).toEqual([])

  // Whatever is sent from now on is never answered: the tick must not mind.
  wire.hold()
  await page.getByRole('button', { name: /^Exact \$/ }).click()
  const number = await tick(page)
  await chipSays(lane, '1 waiting')
  await expect.poll(() => left).toContain('/api/v1/replication/orders/push')
  expect(left.filter((path) => !path.startsWith('/api/v1/replication/'))).toEqual([])
  expect(await onServer(database, [number])).toEqual([])

  wire.cut()
  wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
})
