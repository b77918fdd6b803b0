import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn, smallOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { countKept } from './support/device-memory.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { switchTo } from './support/people.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { openDowntown, saveSettings } from './support/settings.ts'
import { LAST_SHIRT, barcodeOf, expectStockAddsUp, fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('an admin switches on the allowance and another way to pay: a running lane has both at once, an offline one later', async () => {
  const desk = await stories.lane(server.port)
  const running = await stories.installed(server.port)
  const away = await stories.installed(server.port)
  await openTill(away, 'First counter')
  await openTill(running, 'Second counter')
  const [plenty = ''] = await fullestShelves(database, 1)
  const last = await barcodeOf(database, LAST_SHIRT)
  await expect.poll(() => countKept(running.page, 'omnisync.lanes.', 'lanes')).toBe(2)
  away.wire.cut()
  await chipSays(away, 'Offline')
  // In the middle of a payment, as it happens.
  await scan(running.page, plenty)
  await running.page.keyboard.press('F9')
  await running.page.getByTestId('pay-panel').waitFor()
  const voucher = (page: Page) => page.getByTestId('pay-panel').getByRole('button', { name: 'Voucher' })
  expect(await voucher(running.page).count()).toBe(0)

  const { page } = desk
  await openDowntown(desk)
  await page.getByRole('switch', { name: /share of the shelf/ }).press('Space')
  await page.getByLabel('Another way to pay').fill('Voucher')
  await page.keyboard.press('Enter')
  await page.getByTestId('save-state').getByText('2 changes not saved').waitFor()
  await saveSettings(page)

  const began = Date.now()
  await voucher(running.page).waitFor({ timeout: 30_000 })
  console.log(`the running lane had it after ${Date.now() - began} ms`)
  await voucher(running.page).click()
  await running.page.getByRole('button', { name: /^Received: / }).click()
  const number = await tick(running.page)
  await chipSays(running, 'Online · all sent')
  const [order] = await database.query<{ status: string; types: string[] }>(
    `select status, array(select one ->> 'type' from json_array_elements(payments) one) as types
     from orders where number = $1`,
    [number],
  )
  expect(order).toEqual({ status: 'accepted', types: ['Voucher'] })

  // The lane that heard nothing takes money as it did, and has no share to keep to.
  await scan(away.page, last)
  await away.page.keyboard.press('F9')
  await away.page.getByTestId('pay-panel').waitFor()
  expect(await voucher(away.page).count()).toBe(0)
  await away.page.keyboard.press('Escape')
  await away.page.getByTestId('pay-panel').waitFor({ state: 'detached' })

  // The other one is online again only later; by then the last shirt is not its own to sell.
  running.wire.cut()
  await chipSays(running, 'Offline')
  await scan(running.page, last)
  await running.page.keyboard.press('F10')
  await running.page.getByText('More than this till’s share').waitFor()
  await running.page.keyboard.press('Escape')
  await running.page.getByTestId('approval-sheet').waitFor({ state: 'detached' })

  away.wire.mend()
  await chipSays(away, /Online/)
  await away.page.keyboard.press('F9')
  await voucher(away.page).waitFor({ timeout: 30_000 })
  await away.page.keyboard.press('Escape')
  await sell(away.page)
  await chipSays(away, 'Online · all sent')
  await expectStockAddsUp(database)
  expect(await audited()).toContainEqual({
    name: 'Ada Admin',
    details: {
      before: { 'allowance.enabled': false, paymentTypes: ['cash', 'card', 'transfer'] },
      after: { 'allowance.enabled': true, paymentTypes: ['cash', 'card', 'transfer', 'Voucher'] },
    },
  })
})

test('two admins at one branch: what the other did is seen, what was typed stays, and nothing is left by accident', async () => {
  const one = await stories.lane(server.port)
  const other = await stories.lane(server.port)
  await openDowntown(one)
  await openDowntown(other)
  const { page } = one
  const low = (at: Page) => at.getByLabel('Low stock, pieces')

  await low(page).fill('x')
  await page.getByText('A whole number up to 1,000,000').waitFor()
  await page.getByLabel('Second currency').fill('usd')
  await page.getByText('not USD, which is the branch’s own').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByTestId('save-state').getByText('2 fields to correct').waitFor()
  expect(await low(page).evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByLabel('Second currency').fill('EUR')
  await low(page).fill('7')

  await low(other.page).fill('9')
  await other.page.getByLabel('Last words').fill('Come again')
  await saveSettings(other.page)
  await page.getByTestId('meanwhile').getByText('Low stock, pieces; Last words').waitFor({ timeout: 30_000 })
  await page.getByText('Saving puts your value over theirs').waitFor()
  expect(await low(page).inputValue()).toBe('7')
  expect(await page.getByLabel('Last words').inputValue()).toBe('Come again')

  // Out of the desk, within it, and by Back: each is asked about, and staying keeps what was typed.
  const stay = page.getByRole('button', { name: 'Stay here' })
  for (const leave of [
    () => page.getByRole('button', { name: 'Till', exact: true }).click(),
    () => page.getByRole('link', { name: 'Riverside' }).click(),
    () => page.goBack(),
  ]) {
    await leave()
    await page.getByText('Leave without saving?').waitFor()
    await stay.click()
    await stay.waitFor({ state: 'detached' })
    await expect.poll(() => new URL(page.url()).pathname).toBe('/settings/branches/DT')
    expect(await low(page).inputValue()).toBe('7')
  }

  // The news of the other's change may be late: then the server says so, and the form shows it.
  let isStale = true
  one.expects.push(/409/)
  await page.route('**/branches/*/settings', async (route) => {
    const body = route.request().postDataJSON() as { version: number; settings: object }
    const asked = isStale ? { ...body, version: body.version - 1 } : body
    isStale = false
    await route.continue({ postData: JSON.stringify(asked) })
  })
  await page.getByRole('button', { name: 'Save over it' }).click()
  await page.getByTestId('save-state').getByText('Somebody else changed this branch meanwhile').waitFor()
  await page.getByRole('button', { name: 'Save over it' }).click()
  await page.getByTestId('save-state').getByText('Everything is saved').waitFor()
  await expect.poll(() => low(other.page).inputValue(), { timeout: 30_000 }).toBe('7')

  await low(page).fill('8')
  await page.getByRole('link', { name: 'Riverside' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Riverside' }).waitFor()
  expect(await low(page).inputValue()).toBe('3')
})

test('[A1] nobody but an admin comes to the settings, not by the address and not at an admin’s lane', async () => {
  for (const who of ['support', 'cashier'] as const) {
    const { page, ...lane } = await stories.lane(server.port)
    await signIn({ page }, who)
    await page.getByText(who === 'support' ? 'Dead letters' : 'Name of this lane').waitFor()
    await page.goto(`${lane.wire.origin}/settings/branches/DT`)
    await expect.poll(() => new URL(page.url()).pathname).toBe(who === 'support' ? '/orders' : '/till')
    expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0)
  }
  const { page, wire } = await stories.lane(server.port)
  await signIn({ page }, 'admin')
  await page.getByRole('button', { name: 'Till', exact: true }).click()
  await page.getByText('Downtown').first().click()
  await page.getByLabel('Name of this lane').fill('Third counter')
  await page.getByRole('button', { name: 'Open the till' }).click()
  await page.getByTestId('search').waitFor()
  await switchTo(page, 'Sam Rivera', '3333')
  await page.getByRole('button', { name: 'Menu' }).click()
  const menu = page.getByRole('dialog')
  await menu.getByRole('link', { name: 'Stock', exact: true }).waitFor()
  for (const name of ['Orders', 'Settings', 'My account'])
    expect(await menu.getByRole('link', { name, exact: true }).count(), name).toBe(0)
  await page.goto(`${wire.origin}/settings/branches/DT`)
  await page.getByText('Only an admin changes settings').waitFor()
  expect(await page.getByTestId('branch-form').count()).toBe(0)
})

test('no serious axe violation in settings, and nothing to press is too small on a phone', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openDowntown(desk)
  expect(await seriousOn(page), 'a branch').toEqual([])
  await page.getByLabel('Discount on one line').fill('120')
  await page.getByText('A percentage from 0 to 100').waitFor()
  await page.getByRole('button', { name: 'Cash' }).click()
  await page.getByRole('switch', { name: /shift is open/ }).click()
  expect(await seriousOn(page), 'faults').toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await seriousOn(page), 'a branch on a phone').toEqual([])
  expect(await smallOn(page), 'targets of a branch').toEqual([])
  await page.getByRole('link', { name: 'All branches' }).click()
  await page.getByText('Leave without saving?').waitFor()
  expect(await seriousOn(page), 'leaving').toEqual([])
  await page.getByRole('button', { name: 'Stay' }).click()
  // The way out of the app asks too.
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('Leave without saving?').waitFor()
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.keyboard.press('Escape')
  expect(await page.getByLabel('Discount on one line').inputValue()).toBe('120')
  await page.getByRole('link', { name: 'All branches' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByTestId('branches').waitFor()
  expect(await seriousOn(page), 'branches').toEqual([])
})

/** Who changed what of a branch, the newest first. */
async function audited(): Promise<{ name: string; details: object }[]> {
  return await database.query(
    `select u.name, a.details from audit_log a
     join users u on u.tenant_id = a.tenant_id and u.id = a.actor_id
     where a.action = 'branch.settings-changed' order by a.at desc`,
  )
}
