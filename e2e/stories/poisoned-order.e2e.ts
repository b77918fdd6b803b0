import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill, signIn } from './support/lane.ts'
import { damageOrder } from './support/saved-orders.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[U1, U5] one poisoned order does not stop the queue, and is kept where people see it', async () => {
  const lane = await stories.installed(server.port)
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

  // Support mends it, by keyboard; the lane that sold it learns so by itself.
  const desk = await stories.lane(server.port)
  await signIn(desk, 'support')
  await desk.page.getByRole('link', { name: 'Dead letters' }).click()
  const found = desk.page.getByTestId('letters').getByText(poisoned)
  const cause = desk.page.getByRole('button', { name: /The sums of the order do not add up/ })
  await cause.click()
  await found.click()
  const letter = desk.page.getByTestId('letter')
  await letter.getByText('The server has nothing under this id.').waitFor()
  expect(await seriousOn(desk.page), 'dead letters').toEqual([])
  await desk.page.keyboard.press('r')
  await desk.page.getByText(`${poisoned} was refused again`).waitFor()
  await desk.page.keyboard.press('e')
  await letter.getByRole('button', { name: 'Compute the sums again' }).click()
  await letter.getByText('Every field fits.').waitFor()
  expect(await seriousOn(desk.page), 'a letter that is corrected').toEqual([])
  await letter.getByRole('button', { name: 'Send corrected' }).click()
  await desk.page.getByText(`${poisoned} is settled`).waitFor()
  await expect.poll(() => onServer(database, [poisoned])).toEqual([{ number: poisoned, status: 'accepted' }])
  await expectStockAddsUp(database)

  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByTestId('today').getByRole('button', { name: poisoned }).getByText('Accepted').waitFor()
  await page.keyboard.press('Escape')
  await chipSays(lane, 'Online · all sent')

  const [device] = await database.query<{ id: string }>(
    'select device_id as id from orders where number = $1',
    [poisoned],
  )
  await desk.page.goto(`${desk.wire.origin}/devices/${device!.id}/sync-log`)
  const log = desk.page.getByTestId('sync-log')
  await log.getByText('Sent').first().waitFor()
  await desk.page.getByRole('button', { name: 'Only trouble' }).click()
  await log.getByText('Received').first().waitFor({ state: 'detached' })
  expect(await log.getByRole('row').count()).toBeGreaterThan(1)
  expect(await seriousOn(desk.page), 'sync log').toEqual([])
})
