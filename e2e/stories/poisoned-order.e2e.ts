import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { browserForStories, chipSays, openTill, reopenTill, signIn } from './support/lane.ts'
import { damageOrder } from './support/saved-orders.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await testDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[U1, U5] one poisoned order does not stop the queue, and is kept where people see it', async () => {
  const lane = await stories.lane(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 5)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers: string[] = []
  for (const code of codes) numbers.push(await sell(page, code))
  const poisoned = numbers[1]!
  // Sums that are wrong, as no till would write them.
  expect(await damageOrder(page, poisoned, 'change total')).toBe(1)
  await reopenTill(lane)
  await chipSays(lane, '5 waiting')
  wire.mend()
  await chipSays(lane, 'Online · all sent')

  const good = numbers.filter((number) => number !== poisoned)
  expect(await onServer(database, good)).toEqual(good.map((number) => ({ number, status: 'accepted' })))
  expect((await onServer(database, [poisoned])).filter(({ status }) => status === 'accepted')).toEqual([])
  const dead = await database.query('select from dead_letters where payload::text like $1', [`%${poisoned}%`])
  expect(dead.length).toBe(1)
  await expectStockAddsUp(database)

  await page.getByRole('button', { name: 'Today' }).click()
  const entry = page.getByTestId('today').getByRole('button', { name: poisoned })
  await entry.getByText('Rejected').waitFor()
  await entry.click()
  await page.getByText('Show this to support').waitFor()
  await page.keyboard.press('Escape')
  await sell(page, codes[0]!)

  const desk = await stories.lane(server.port)
  await signIn(desk, 'support')
  await desk.page.getByRole('link', { name: 'Dead letters' }).click()
  await desk.page.getByText(poisoned).first().waitFor()
})
