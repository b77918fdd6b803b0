import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { countKept, memoryOf } from './support/device-memory.ts'
import { killableBrowser } from './support/killable-browser.ts'
import { browserForStories, chipSays, openTill, signInAgainWhereAsked, unexpected } from './support/lane.ts'
import { enterPin } from './support/people.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'
import { wireTo } from './support/wire.ts'

const database = await testDatabase()
const server = await serverProcess(database.url)
const browser = killableBrowser()
const stories = browserForStories()

test('[C6] [O6] a day offline by keyboard and scanner: the power fails in a sale, goods of another lane come back, the shift is closed', async () => {
  const neighbour = await stories.installed(server.port)
  await openTill(neighbour, 'Back counter')
  const codes = await fullestShelves(database, 6)
  neighbour.wire.cut()
  await chipSays(neighbour, 'Offline')
  const theirs = await sell(neighbour.page, codes[5]!, codes[5]!)
  const picture = neighbour.page.locator('img[data-code]').first()
  await picture.waitFor({ state: 'attached' })
  const paper = (await picture.getAttribute('data-code')) ?? ''

  const wire = await wireTo(server.port)
  const first = await browser.open(wire)
  await openTill(first)
  // The morning: a float, and sales without a mouse.
  let { page } = first
  await page.keyboard.press('#')
  await page.getByTestId('float').waitFor()
  await page.keyboard.type('100', { delay: 80 })
  await page.keyboard.press('Enter')
  await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
  await chipSays(first, 'Online · all sent')
  await expect.poll(() => countKept(page, 'omnisync.people.', 'people')).toBeGreaterThan(1)
  wire.cut()
  await chipSays(first, 'Offline')
  const numbers: string[] = []
  numbers.push(await sell(page, codes[0]!))
  await page.keyboard.type('3*', { delay: 80 })
  await scan(page, codes[1]!)
  await page.keyboard.press('F9')
  await page.getByTestId('tendered').waitFor()
  await page.keyboard.type('5000', { delay: 80 })
  await page.keyboard.press('Enter')
  numbers.push(await tick(page))
  // The next scan begins the next sale, and the change of the last one is still there for its customer.
  await scan(page, codes[2]!)
  await page.getByTestId('last-sale').first().waitFor()
  await scan(page, codes[3]!)
  await expect.poll(() => linesKept(page)).toBe(2)
  await browser.kill()

  // The power is back, the network is not: the sales are there, and so is the one that was open.
  const again = await browser.open(wire)
  page = again.page
  await page.getByTestId('cart-lines').getByRole('listitem').nth(1).waitFor()
  await chipSays(again, `${numbers.length} waiting`)
  // Pressed until somebody hears it: a second press of Pay does nothing.
  await expect
    .poll(async () => {
      await page.keyboard.press('F9')
      return await page.getByTestId('tendered').isVisible()
    })
    .toBe(true)
  expect(await page.getByTestId('last-sale').count(), 'one customer’s money at a time').toBe(0)
  await page.keyboard.press('F10')
  numbers.push(await tick(page))

  // What another lane sold comes back by its paper, with a manager's word: nobody here can ask that lane.
  await scan(page, paper)
  await page.getByText('knows the sale from its receipt alone').waitFor()
  await scan(page, codes[5]!)
  await page.getByText('2 of 2 can come back').waitFor()
  await page.getByRole('radio', { name: 'Faulty' }).press('Space')
  await page.getByTestId('give-back').press('Enter')
  await page.getByTestId('approval-sheet').waitFor()
  await enterPin(page, 'Ada Admin', '1111')
  const refund = ((await page.getByTestId('refund-number').textContent()) ?? '').split(' · ')[0]!
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  // The evening: a blind count, and a report that names what nobody has settled yet.
  await page.keyboard.press('#')
  await page.getByRole('button', { name: 'Close the shift' }).press('Enter')
  await page.getByTestId('count').waitFor()
  await page.getByLabel('Pieces of $100.00').fill('1')
  await page.getByTestId('compare').press('Enter')
  await page.getByTestId('close-shift').press('Enter')
  const slip = page.getByRole('dialog').getByTestId('z-slip')
  await slip.waitFor()
  for (const said of ['Z 1', '4 orders were not settled then', refund])
    expect(await slip.textContent()).toContain(said)
  await page.keyboard.press('Escape')

  wire.mend()
  await signInAgainWhereAsked(again)
  await chipSays(again, 'Online · all sent')
  neighbour.wire.mend()
  await chipSays(neighbour, 'Online · all sent')
  const all = [...numbers, refund, theirs].toSorted()
  await expect
    .poll(() => onServer(database, all), { timeout: 30_000 })
    .toEqual(all.map((number) => ({ number, status: 'accepted' })))
  const closed = await database.query<{ number: number }>(
    'select number from shifts where closed_at is not null',
  )
  expect(closed).toEqual([{ number: 1 }])
  await expectStockAddsUp(database)
  expect([first, again].flatMap(unexpected)).toEqual([])
})

/** How many lines of the open sale are on the disk. */
async function linesKept(page: Page): Promise<number> {
  const kept = Object.entries(await memoryOf(page)).find(([key]) => key.startsWith('omnisync.cart.'))
  return kept ? (JSON.parse(kept[1]) as { cart: { lines: unknown[] } }).cart.lines.length : 0
}
