import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { browserForStories, openTill, signIn } from './support/lane.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'
import { book, chooseWork, openStock } from './support/stock.ts'

const database = await testDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** Serious violations of what is on screen, in words; the rules must have looked at something. */
async function seriousOn(page: Page): Promise<string[]> {
  // Colours in the middle of a transition are nobody's.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  const found = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(found.passes.length).toBeGreaterThan(5)
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
}

/** What is pressed on a till and smaller than a finger: 48 px either way. */
async function smallOn(page: Page): Promise<string[]> {
  const { small, looked } = await page.evaluate(() => {
    const targets = [...document.querySelectorAll('button, input, [role="option"]')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && !element.closest('[inert], [aria-hidden="true"]'))
    const isSmall = ({ box }: (typeof targets)[number]) => Math.round(Math.min(box.width, box.height)) < 48
    const small = targets.filter(isSmall).map(({ element }) => element.outerHTML.slice(0, 120))
    return { small, looked: targets.length }
  })
  expect(looked).toBeGreaterThan(5)
  return small
}

test.for(['light', 'dark'] as const)(
  'no serious axe violation on login, lane, till, payment, receipt and orders: %s',
  async (theme) => {
    const lane = await stories.lane(server.port)
    const { page } = lane
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.getByLabel('Email').waitFor()
    expect(await seriousOn(page), 'login').toEqual([])
    await openTill(lane)
    expect(await seriousOn(page), 'till').toEqual([])
    const codes = await fullestShelves(database, 2)
    await page.getByTestId('seller').click()
    await page.getByTestId('people-sheet').waitFor()
    expect(await seriousOn(page), 'people').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('people-sheet').waitFor({ state: 'detached' })
    for (const code of codes) await scan(page, code)
    await page.keyboard.press('F7')
    await page.getByRole('button', { name: '50 %' }).click()
    await page.getByTestId('approval-sheet').waitFor()
    expect(await seriousOn(page), 'approval').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('approval-sheet').waitFor({ state: 'detached' })
    await page.keyboard.press('F4')
    await page.locator('#customer-hits').waitFor()
    expect(await seriousOn(page), 'customers').toEqual([])
    await page.getByRole('button', { name: 'New customer' }).click()
    await page.getByLabel('Email').fill('zara@')
    await page.getByText('An address such as').waitFor()
    expect(await seriousOn(page), 'new customer').toEqual([])
    expect(await smallOn(page), 'targets of a new customer').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('customer-form').waitFor({ state: 'detached' })
    await page.keyboard.press('Shift+F7')
    await page.getByTestId('reduction').waitFor()
    await page.keyboard.type('101', { delay: 80 })
    expect(await seriousOn(page), 'discount').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('reduction').waitFor({ state: 'detached' })
    await page.keyboard.type('shirt', { delay: 80 })
    await page.locator('#till-hits').waitFor()
    expect(await seriousOn(page), 'search').toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('F9')
    await page.getByTestId('pay-panel').waitFor()
    expect(await seriousOn(page), 'payment').toEqual([])
    await page.keyboard.type('1', { delay: 80 })
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Taken' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await seriousOn(page), 'split payment').toEqual([])
    expect(await smallOn(page), 'targets of a payment').toEqual([])
    await page.getByRole('button', { name: /^Exact \$/ }).click()
    await tick(page)
    expect(await seriousOn(page), 'receipt').toEqual([])
    await scan(page, codes[0]!)
    await page.keyboard.press('F8')
    await page.getByTestId('park').waitFor()
    expect(await seriousOn(page), 'parking').toEqual([])
    await page.keyboard.press('Enter')
    await page.getByTestId('park-sheet').waitFor({ state: 'detached' })
    await page.keyboard.press('F8')
    await page.getByTestId('parked-list').waitFor()
    expect(await seriousOn(page), 'parked sales').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('park-sheet').waitFor({ state: 'detached' })
    await page.keyboard.press('#')
    await page.getByTestId('float').waitFor()
    expect(await seriousOn(page), 'opening a shift').toEqual([])
    expect(await smallOn(page), 'targets of opening a shift').toEqual([])
    await page.getByTestId('float').fill('50')
    await page.keyboard.press('Enter')
    await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
    await page.keyboard.press('#')
    await page.getByRole('button', { name: 'Close the shift' }).click()
    await page.getByTestId('count').waitFor()
    expect(await seriousOn(page), 'counting').toEqual([])
    expect(await smallOn(page), 'targets of a count').toEqual([])
    await page.getByTestId('compare').click()
    await page.getByTestId('close-shift').click()
    await page.getByRole('dialog').getByTestId('z-slip').waitFor()
    expect(await seriousOn(page), 'report of a shift').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Today' }).click()
    await page.getByTestId('today').waitFor()
    expect(await seriousOn(page), 'today').toEqual([])
    await page.getByTestId('today').getByRole('button').first().click()
    await page.getByTestId('refund-this').click()
    await page.getByTestId('refund-lines').waitFor()
    await page.getByRole('button', { name: 'Everything' }).click()
    expect(await seriousOn(page), 'return').toEqual([])
    await page.getByRole('button', { name: 'Another sale' }).click()
    await page.getByTestId('refund-sales').waitFor()
    expect(await seriousOn(page), 'returns').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name: 'Printer' }).click()
    await page.getByTestId('printer-sheet').getByRole('button', { name: 'Serial' }).click()
    expect(await seriousOn(page), 'printer').toEqual([])

    const desk = await stories.lane(server.port)
    await desk.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await signIn(desk, 'admin')
    const rows = desk.page.getByTestId('orders-table').getByRole('row')
    await rows.nth(5).waitFor()
    expect(await seriousOn(desk.page), 'orders').toEqual([])
    await desk.page
      .getByRole('radio', { name: 'Conflict' })
      .or(desk.page.getByText('Conflict', { exact: true }))
      .first()
      .click()
    await rows.nth(1).click()
    await desk.page.getByRole('dialog').waitFor()
    expect(await seriousOn(desk.page), 'case').toEqual([])
  },
)

test.for(['light', 'dark'] as const)(
  'no serious axe violation in stock work, and nothing to press is too small: %s',
  async (theme) => {
    const lane = await stories.lane(server.port)
    const { page } = lane
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await openTill(lane)
    const codes = await fullestShelves(database, 2)
    await openStock(page)
    expect(await seriousOn(page), 'nothing yet').toEqual([])
    for (const code of codes) await scan(page, code)
    expect(await seriousOn(page), 'delivery').toEqual([])
    expect(await smallOn(page), 'targets of a delivery').toEqual([])
    await book(page)
    await page.getByTestId('movements').getByText('Booked').nth(1).waitFor()
    expect(await seriousOn(page), 'booked').toEqual([])
    await page.keyboard.type('shirt', { delay: 80 })
    await page.locator('#stock-hits').waitFor()
    expect(await seriousOn(page), 'search').toEqual([])
    expect(await smallOn(page), 'targets of a search').toEqual([])
    await page.keyboard.press('Escape')
    await chooseWork(page, 'Damage')
    await page.keyboard.type('999*', { delay: 80 })
    await scan(page, codes[0]!)
    await page.getByText('The server may refuse it.').waitFor()
    await page.keyboard.press('F9')
    await page.getByTestId('stock-notice').waitFor()
    expect(await seriousOn(page), 'damage').toEqual([])
    expect(await smallOn(page), 'targets of damage').toEqual([])
    await page.getByRole('button', { name: 'Broken' }).click()
    await book(page)
    await page.getByTestId('movements-in-need').waitFor({ timeout: 60_000 })
    expect(await seriousOn(page), 'conflict').toEqual([])
    await page.getByRole('button', { name: 'History' }).click()
    await page.getByRole('dialog').getByText('Conflict').waitFor()
    expect(await seriousOn(page), 'history').toEqual([])
    expect(await smallOn(page), 'targets of the history').toEqual([])
  },
)
