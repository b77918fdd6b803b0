import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { sellMany } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, piecesOnShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()
const SALES = 150

test('[U3] a server killed while it settles, twice, loses no order and doubles none', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const codes = await piecesOnShelves(database, SALES)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers = await sellMany(page, codes)

  // First as a push arrives, then as the first of its orders can be seen and the reply is still on its way.
  const arrived = new Promise<void>((done) => {
    wire.onSent((piece) => (piece.includes('/orders/push') ? done() : undefined))
  })
  wire.mend()
  await page.getByTestId('status-chip').click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await arrived
  await server.kill()
  const afterFirst = (await onServer(database, numbers)).length
  expect(afterFirst).toBeLessThan(SALES)
  await server.start()
  await expect
    .poll(async () => (await onServer(database, numbers)).length, { timeout: 60_000, interval: 3 })
    .toBeGreaterThan(afterFirst)
  await server.kill()
  await server.start()

  await page.keyboard.press('Escape')
  await chipSays(lane, 'Online · all sent', 120_000)
  const orders = await onServer(database, numbers)
  expect(orders).toEqual(numbers.toSorted().map((number) => ({ number, status: 'accepted' })))
  await expectStockAddsUp(database)
})
