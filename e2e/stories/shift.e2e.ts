import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { enterPin } from './support/people.ts'
import { pictureAt } from './support/pictures.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

async function openSheet(page: Page) {
  await page.keyboard.press('#')
  const sheet = page.getByTestId('shift-sheet')
  await sheet.waitFor()
  return sheet
}

/** What a report on the screen says. */
const slipOf = (page: Page) => page.getByRole('dialog').getByTestId('z-slip')

/** Money as the demo shop writes it, minor units. */
function cents(words: string | null): number {
  return Math.round(Number((words ?? '').replaceAll(/[^\d.]/g, '')) * 100)
}

test('[O1] a shift opens, sells, gives cash out and closes offline; the server has it, and late orders amend its report', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 2)

  // By the keyboard alone: the float, and Enter.
  await openSheet(page)
  await page.getByTestId('float').fill('200')
  await page.keyboard.press('Enter')
  await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('shift').getAttribute('aria-label')).toBe('Shift 1')
  const online = await sell(page, codes[0]!)
  await chipSays(lane, 'Online · all sent')

  wire.cut()
  await chipSays(lane, 'Offline')
  const late = await sell(page, codes[1]!, codes[1]!)
  // More than the limit goes out with a manager's word only.
  await openSheet(page)
  await page.getByRole('button', { name: 'Cash out' }).click()
  await page.getByRole('textbox', { name: 'Amount' }).fill('250')
  await page.keyboard.press('Enter')
  await page.getByTestId('approval-sheet').waitFor()
  await enterPin(page, 'Ada Admin', '1111')
  await page.getByTestId('approval-sheet').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'X report' }).click()
  await expect.poll(() => slipOf(page).textContent()).toContain('not a final report')
  expect(await slipOf(page).textContent()).toContain('−$250.00')
  expect(await slipOf(page).textContent()).not.toContain('Expected')
  await page.getByRole('button', { name: 'Back' }).click()

  // The count is blind: what ought to be there is told afterwards.
  await page.getByRole('button', { name: 'Close the shift' }).click()
  await page.getByTestId('count').waitFor()
  expect(await page.getByTestId('shift-sheet').textContent()).not.toContain('Expected')
  await page.getByLabel('Pieces of $100.00').fill('1')
  await page.getByTestId('compare').click()
  const variance = page.getByTestId('variance-USD')
  await variance.waitFor()
  const difference = await variance.textContent()
  // Whoever leaves and comes back finds the same count: it is known by now what it should have been.
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Close the shift' }).click()
  await variance.waitFor()
  expect(await variance.textContent()).toBe(difference)
  expect(await page.getByTestId('count').count()).toBe(0)
  // Another count takes a manager's word, and the report names the first one.
  await page.getByTestId('count-again').click()
  await page.getByTestId('approval-sheet').waitFor()
  await enterPin(page, 'Ada Admin', '1111')
  await page.getByTestId('count').waitFor()
  expect(await page.getByTestId('shift-sheet').textContent()).not.toContain('Expected')
  await page.getByLabel('Pieces of $100.00').fill('1')
  await page.getByTestId('compare').click()
  const first = page.getByText(/Counted before: \$100\.00.*Ada Admin had it counted again: Miscounted/)
  await first.waitFor()
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: pictureAt(`counted-again-${width}`) })
  }
  expect(await variance.textContent()).toBe(difference)
  await page.getByLabel('Note').fill('Counted twice')
  await page.keyboard.press('Enter')
  await expect.poll(() => slipOf(page).textContent()).toContain('Z 1')
  const z = await slipOf(page).textContent()
  for (const said of [
    '1 order was not settled then',
    `${late} · Waiting`,
    'Counted before: $100.00',
    'Counted twice',
    difference!,
  ]) {
    expect(z).toContain(said)
  }
  expect(z).not.toContain(online)
  expect(await page.getByTestId('amendment').count()).toBe(0)

  // A power cut changes nothing of it.
  await reopenTill(lane)
  await chipSays(lane, '2 waiting')
  expect(await page.getByTestId('shift').getAttribute('aria-label')).toBe('Shift')
  wire.mend()
  await chipSays(lane, 'Online · all sent')
  const [stored] = await database.query<{
    number: number
    counted_cash: number
    expected_cash: number
    approver: string
    waiting: string
    orders: string
  }>(
    `select s.number, s.counted_cash::integer, s.expected_cash::integer,
       (select u.name from users u where u.tenant_id = s.tenant_id
         and u.id::text = s.cash_movements -> 0 -> 'approval' ->> 'approverId') as approver,
       s.closing -> 'open' -> 0 ->> 'number' as waiting,
       (select string_agg(o.number || ' ' || o.status, ', ' order by o.number) from orders o
         where o.tenant_id = s.tenant_id and o.shift_id = s.id) as orders
     from shifts s where s.closed_at is not null`,
  )
  expect(stored).toMatchObject({
    number: 1,
    counted_cash: 10_000,
    approver: 'Ada Admin',
    waiting: late,
    orders: `${online} accepted, ${late} accepted`,
  })
  expect(Math.abs(stored!.counted_cash - stored!.expected_cash)).toBe(cents(difference))

  await openSheet(page)
  await page.getByTestId('past-shifts').getByRole('button').click()
  const amendment = page.getByRole('dialog').getByTestId('amendment')
  await amendment.waitFor()
  expect(await amendment.textContent()).toContain(late)
  expect(await amendment.textContent()).toContain('Waiting, now Accepted')
  // The report itself stands as it was signed, and this is another print of it.
  expect(await slipOf(page).textContent()).toContain('COPY')
  expect(await slipOf(page).textContent()).toContain(`${late} · Waiting`)
  await expectStockAddsUp(database)
})
