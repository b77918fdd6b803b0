import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import type { Lane } from './support/lane.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** Parks the open sale under a name, by the keyboard alone. */
async function park({ page }: Lane, label: string): Promise<void> {
  await page.keyboard.press('F8')
  await page.getByTestId('park').waitFor()
  await page.keyboard.type(label, { delay: 80 })
  await page.keyboard.press('Enter')
  await page.getByTestId('park-sheet').waitFor({ state: 'detached' })
}

/** Opens the list of parked sales, and waits until it has this one. */
async function listOf({ page }: Lane, label: string) {
  await page.keyboard.press('F8')
  const entry = page.getByTestId('parked-list').getByRole('listitem').filter({ hasText: label })
  await entry.waitFor()
  return entry
}

const lines = ({ page }: Lane) => page.getByTestId('cart-lines').getByRole('listitem')
const parkedNow = () =>
  database.query<{ label: string; lane_code: string }>(
    'select label, lane_code from parked_sales where not deleted order by label',
  )

test('[M5] a sale parked on one lane is taken over by another, with its discount; the first is told', async () => {
  const first = await stories.lane(server.port)
  const second = await stories.lane(server.port)
  await openTill(first, 'Front counter')
  await openTill(second, 'Back counter')
  const codes = await fullestShelves(database, 2)

  for (const code of codes) await scan(first.page, code)
  await first.page.keyboard.press('F7')
  await first.page.getByRole('button', { name: '10 %' }).click()
  const total = await first.page.getByTestId('total').textContent()
  await park(first, 'blue coat')
  expect(await lines(first).count()).toBe(0)

  const entry = await listOf(second, 'blue coat')
  expect(await entry.textContent()).toContain(total!)
  expect(await entry.textContent()).toContain('at L')
  // Enter takes the first of the list, also where it is another lane's, and that is said beside it.
  const takeOver = entry.getByRole('button', { name: 'Take over blue coat' })
  await takeOver.and(second.page.locator(':focus')).waitFor()
  expect(await entry.getByText('Enter').isVisible()).toBe(true)
  await second.page.keyboard.press('Enter')
  await second.page.getByTestId('park-sheet').waitFor({ state: 'detached' })
  await lines(second).nth(1).waitFor()
  expect(await second.page.getByTestId('total').textContent()).toBe(total)
  await first.page.getByText('has taken over “blue coat”').waitFor()

  await second.page.keyboard.press('F10')
  const number = await tick(second.page)
  await chipSays(second, 'Online · all sent')
  expect(await onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
  expect(await parkedNow()).toEqual([])
  await first.page.keyboard.press('F8')
  await first.page.getByText('No sale is parked').waitFor()
  await expectStockAddsUp(database)
})

test('[M5] offline a lane parks, reboots and resumes its own; that of another lane stays where it is', async () => {
  const here = await stories.installed(server.port)
  const there = await stories.lane(server.port)
  await openTill(here, 'Front counter')
  await openTill(there, 'Back counter')
  const codes = await fullestShelves(database, 2)
  await scan(there.page, codes[0]!)
  await park(there, 'their hat')
  await chipSays(there, 'Online · all sent')
  await listOf(here, 'their hat')
  await here.page.keyboard.press('Escape')
  here.wire.cut()
  await chipSays(here, 'Offline')

  await scan(here.page, codes[1]!)
  await park(here, 'our scarf')
  await reopenTill(here)
  await chipSays(here, 'Offline')
  const theirs = await listOf(here, 'their hat')
  expect(await theirs.getByRole('button').isDisabled()).toBe(true)
  // Whichever comes first in the list: without the server Enter means one's own.
  await here.page.locator(':focus[aria-label="Resume our scarf"]').waitFor()
  expect(await theirs.textContent()).toContain('Only the server')
  // With a sale open the till asks before it parks that one.
  await here.page.keyboard.press('Escape')
  await here.page.getByTestId('park-sheet').waitFor({ state: 'detached' })
  await scan(here.page, codes[0]!)
  const open = await lines(here).first().textContent()
  const ours = await listOf(here, 'our scarf')
  await ours.getByRole('button', { name: 'Resume our scarf' }).click()
  await here.page.getByRole('button', { name: 'Park it and resume' }).click()
  // One line is in the cart before and after: it is the right one when it says another thing.
  await expect.poll(() => lines(here).first().textContent(), { timeout: 30_000 }).not.toBe(open)
  await here.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await lines(here).count()).toBe(1)
  const number = await sell(here.page)

  here.wire.mend()
  await chipSays(here, 'Online · all sent')
  expect(await onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
  // What was open when it was resumed is parked, under the time of day.
  await expect.poll(async () => (await parkedNow()).length).toBe(2)
  expect((await parkedNow()).map(({ label }) => label)).toEqual([
    expect.stringMatching(/^\d\d:\d\d$/),
    'their hat',
  ])
})

test('[M5] a sale with a customer is parked under what is typed, by the keyboard alone', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane, 'Front counter')
  const [code] = await fullestShelves(database, 1)
  await scan(page, code!)
  await page.keyboard.press('F4')
  await page.getByTestId('customer-sheet').waitFor()
  await page.keyboard.type('a', { delay: 80 })
  await page.locator('#customer-hit-0').waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('customer-sheet').waitFor({ state: 'detached' })

  // The customer's name comes a moment after the form, and stands in it to be typed over.
  await page.keyboard.press('F8')
  const name = page.getByTestId('park-sheet').getByRole('textbox')
  await expect.poll(() => name.inputValue(), { timeout: 30_000 }).not.toMatch(/^(\d\d:\d\d)?$/)
  await page.keyboard.type('red scarf', { delay: 80 })
  expect(await name.inputValue()).toBe('red scarf')
  await page.keyboard.press('Enter')
  await page.getByTestId('park-sheet').waitFor({ state: 'detached' })
  expect(await lines(lane).count()).toBe(0)
  await expect.poll(async () => (await parkedNow()).map(({ label }) => label)).toContain('red scarf')
})
