import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { countKept } from './support/device-memory.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { enterPin, switchTo } from './support/people.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

const soldBy = async (number: string) =>
  (
    await database.query<{ status: string; name: string; approvals: unknown[] }>(
      `select o.status, u.name, o.approvals from orders o
       join users u on u.tenant_id = o.tenant_id and u.id = o.cashier_id where o.number = $1`,
      [number],
    )
  )[0]

test('[A3] people switch by PIN without the network, and each sale names who was at the till', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const [code] = await fullestShelves(database, 1)
  const seller = page.getByTestId('seller')
  await expect.poll(() => peopleKept(page)).toBeGreaterThan(1)
  wire.cut()
  await chipSays(lane, 'Offline')

  const first = await sell(page, code!)
  await scan(page, code!)
  const began = performance.now()
  await switchTo(page, 'Ada Admin', '1111')
  expect(performance.now() - began).toBeLessThan(4_000)
  expect(await seller.textContent()).toBe('Ada Admin')
  await reopenTill(lane)
  expect(await seller.textContent()).toBe('Ada Admin')
  const second = await sell(page)

  // A locked till stays so over a reload, and hears no scan.
  await seller.click()
  await page.getByRole('button', { name: 'Lock the till' }).click()
  await page.getByText('The till is locked').waitFor()
  await page.reload()
  await page.getByText('The till is locked').waitFor()
  await scan(page, code!)
  await page.keyboard.press('Escape')
  expect(await page.getByTestId('cart-lines').count()).toBe(0)
  await enterPin(page, 'Sam Rivera', '3333')
  await page.getByText('The till is locked').waitFor({ state: 'detached' })
  const third = await sell(page, code!)

  wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect(await soldBy(first)).toMatchObject({ status: 'accepted', name: 'Sam Rivera' })
  expect(await soldBy(second)).toMatchObject({ status: 'accepted', name: 'Ada Admin' })
  expect(await soldBy(third)).toMatchObject({ status: 'accepted', name: 'Sam Rivera' })
  await expectStockAddsUp(database)

  // Locked while a return is open, here by another tab: nobody gives money back, and nothing that was chosen is lost.
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByTestId('today').getByRole('button').first().click()
  await page.getByTestId('refund-this').click()
  await page.getByRole('button', { name: 'Everything' }).click()
  await page.getByRole('radio', { name: 'Wrong item' }).click()
  const giveBack = page.getByTestId('give-back')
  const amount = await giveBack.textContent()
  const other = await lane.context.newPage()
  await other.goto(`${wire.origin}/till`)
  await other.getByTestId('seller').click()
  await other.getByRole('button', { name: 'Lock the till' }).click()
  await other.close()
  await page.getByText('The till is locked').waitFor()
  await expect(giveBack.click({ timeout: 1_000 })).rejects.toThrow()
  const reached: boolean[] = []
  for (let at = 0; at < 25; at += 1) {
    await page.keyboard.press('Tab')
    reached.push(
      await giveBack.evaluate((it) => it.closest('form')?.contains(document.activeElement) === true),
    )
  }
  expect(reached).not.toContain(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByTestId('people-sheet').getByRole('radio', { name: 'Sam Rivera' }).click()
  await page.getByTestId('pin').fill('3333')
  await page.keyboard.press('Enter')
  await page.getByText('The till is locked').waitFor({ state: 'detached' })
  expect(await giveBack.textContent()).toBe(amount)
  await giveBack.click()
  await page.getByText('Refund saved').waitFor()
})

test('a discount over the limit needs a manager’s PIN; wrong ones wait, over a reload, and are on record', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane, 'Second counter')
  const [code] = await fullestShelves(database, 1)
  await expect.poll(() => peopleKept(page)).toBeGreaterThan(1)
  wire.cut()
  await chipSays(lane, 'Offline')

  const sheet = page.getByTestId('approval-sheet')
  const giveHalf = async () => {
    await page.keyboard.press('F7')
    await page.getByRole('button', { name: '50 %' }).click()
    await sheet.waitFor()
  }
  await scan(page, code!)
  await page.keyboard.press('F7')
  await page.getByText('More than 10 % off takes a manager’s word.').waitFor()
  await page.getByRole('button', { name: '10 %' }).click()
  const tenOff = await page.getByTestId('total').textContent()
  await giveHalf()
  for (let at = 0; at < 3; at += 1) {
    await enterPin(page, 'Ada Admin', '9999')
    await sheet.getByText(at < 2 ? 'Wrong PIN.' : 'Too many wrong PINs.').waitFor()
  }
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  expect(await page.getByTestId('total').textContent()).toBe(tenOff)

  await reopenTill(lane)
  await giveHalf()
  await sheet.getByRole('radio', { name: 'Ada Admin' }).click()
  await sheet.getByText('Too many wrong PINs.').waitFor()
  expect(await sheet.getByRole('radio', { name: 'Sam Rivera' }).count()).toBe(0)
  await sheet.getByRole('radio', { name: 'Price match' }).click()
  await enterPin(page, 'Sid Support', '2222')
  await sheet.waitFor({ state: 'detached' })
  const number = await sell(page)

  wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect(await soldBy(number)).toMatchObject({
    status: 'accepted',
    name: 'Sam Rivera',
    approvals: [{ kind: 'line_discount', reason: 'Price match', details: { reasonCode: 'priceMatch' } }],
  })
  const actionsOf = () =>
    database.query(
      `select a.action, u.name, a.details ->> 'count' as count, a.details ->> 'purpose' as purpose
       from audit_log a left join users u on u.tenant_id = a.tenant_id and u.id::text = a.subject_id::text
       where a.action = 'pin.failed'`,
    )
  await expect
    .poll(actionsOf, { timeout: 30_000 })
    .toEqual([{ action: 'pin.failed', name: 'Ada Admin', count: '3', purpose: 'line_discount' }])
})

/** How many people this lane holds to check PINs of. */
async function peopleKept(page: Page): Promise<number> {
  return await countKept(page, 'omnisync.people.', 'people')
}
