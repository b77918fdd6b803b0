import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn, smallOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('support sees a shop go offline and come back, and what it has not sent', async () => {
  const till = await stories.installed(server.port)
  const desk = await stories.lane(server.port)
  const { page } = desk
  await openTill(till, 'Counter by the door')
  await signIn(desk, 'support')
  await page.getByRole('link', { name: 'Status' }).click()
  await page.getByTestId('figures').waitFor()
  await page.getByRole('link', { name: 'Branches', exact: true }).click()
  const lane = page.getByTestId('branch-DT').getByTestId('lane').filter({ hasText: 'Counter by the door' })
  await lane.getByText('Online').waitFor()
  await lane.getByText('all sent').waitFor()
  await lane.getByText('0.1.0').waitFor()

  const codes = await fullestShelves(database, 2)
  till.wire.cut()
  await chipSays(till, 'Offline')
  await lane.getByText('Offline').waitFor({ timeout: 30_000 })
  for (const code of codes) await sell(till.page, code)
  till.wire.mend()
  await chipSays(till, 'Online · all sent')
  await lane.getByText('Online').waitFor({ timeout: 30_000 })
  // It said what waited before it sent that; then how long the server's word took.
  await lane.getByText('all sent').waitFor()
  await expect.poll(() => lane.textContent(), { timeout: 30_000 }).toMatch(/worst/)
})

test('a feature that an admin switches off is gone from a running till without a reload', async () => {
  const till = await stories.lane(server.port)
  const desk = await stories.lane(server.port)
  await openTill(till, 'Camera counter')
  const camera = till.page.getByRole('button', { name: 'Scan with the camera' })
  await camera.waitFor()
  await till.page.evaluate(() => Object.assign(window, { notReloaded: true }))
  const { page } = desk
  await openSettings(desk.page, () => signIn(desk, 'admin'))
  await page.getByRole('link', { name: 'Features' }).click()
  const row = page.getByTestId('feature-camera-scan-DT')
  await row.getByRole('button', { name: 'Off' }).click()
  await camera.waitFor({ state: 'detached', timeout: 30_000 })
  await row.getByRole('textbox').fill('101')
  await row.getByText('A whole number from 0 to 100').waitFor()
  await row.getByRole('textbox').fill('100')
  await page.keyboard.press('Enter')
  await camera.waitFor({ timeout: 30_000 })
  expect(await till.page.evaluate(() => 'notReloaded' in window)).toBe(true)
  await row.getByRole('button', { name: 'Leave it to the app' }).click()
  await row.getByText('as the app has it by itself').waitFor()
})

test('[A2] an admin enters somebody, who signs in at once; switched off, their till asks for another login', async () => {
  const desk = await stories.lane(server.port)
  const till = await stories.lane(server.port)
  const { page } = desk
  await openSettings(page, () => signIn(desk, 'admin'))
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Add somebody' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name').fill('Nina New')
  await sheet.getByLabel('Email').fill('cashier@demo.test')
  await sheet.getByLabel('Password').fill('short')
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await sheet.getByText('At least 8 characters.', { exact: true }).waitFor()
  await sheet.getByLabel('Password').fill('long enough')
  desk.expects.push(/409/)
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await sheet.getByText('Somebody signs in with this email already').waitFor()
  await sheet.getByLabel('Email').fill('nina@demo.test')
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })

  await till.page.getByLabel('Email').fill('nina@demo.test')
  await till.page.getByLabel('Password').fill('long enough')
  await till.page.getByRole('button', { name: 'Sign in' }).click()
  await till.page.getByLabel('Name of this lane').fill('Nina’s counter')
  await till.page.getByRole('button', { name: 'Open the till' }).click()
  await till.page.getByTestId('search').waitFor()
  await chipSays(till, 'Online · all sent')

  till.expects.push(/401/)
  await page.getByTestId('people').getByText('Nina New').click()
  await sheet.getByRole('button', { name: 'Switch off' }).click()
  await sheet.getByRole('button', { name: 'Switch off' }).click()
  await page.getByTestId('people').getByText('Switched off').waitFor()
  await chipSays(till, /[Ss]ign in/)
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })

  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByTestId('audit').getByText('Account switched off').first().waitFor()
  await page.getByLabel('About').selectOption('user.')
  await page.getByTestId('audit').getByText('Nina New').first().waitFor()
})

test('no serious axe violation on the pages of the desk, and nothing to press is too small on a phone', async () => {
  const desk = await stories.lane(server.port)
  const { page, wire } = desk
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Home' }).click()
  // Not the link to what to order, which stands above the shelves.
  const low = page.getByTestId('low').locator('a[href*="/history"]').first()
  await low.waitFor()
  const shelf = (await low.getAttribute('href')) ?? ''
  const pages: [string, string][] = [
    ['/home', 'home-figures'],
    ['/status', 'figures'],
    ['/branches', 'branch-DT'],
    ['/settings/people', 'people'],
    ['/settings/lanes', 'lanes'],
    ['/settings/features', 'feature-training'],
    ['/audit', 'audit'],
    [shelf, 'ledger'],
  ]
  const found: string[] = []
  const faults = async (where: string) => {
    for (const one of await seriousOn(page)) found.push(`${where}: ${one}`)
  }
  for (const [path, shows] of pages) {
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`${wire.origin}${path}`)
    await page.getByTestId(shows).first().waitFor()
    await page.waitForLoadState('networkidle')
    await faults(path)
    await page.setViewportSize({ width: 390, height: 844 })
    await faults(`${path} on a phone`)
    for (const one of await smallOn(page)) found.push(`${path} has a small target: ${one}`)
    if (await widerThan(page)) found.push(`${path} is wider than a phone`)
  }
  // The tab of the page that somebody came to is in sight, however far along it stands.
  await page.goto(`${wire.origin}/audit`)
  const tab = page.locator('nav [aria-current="page"]:visible', { hasText: 'Audit log' })
  await expect.poll(() => tab.evaluate((one) => one.getBoundingClientRect().right)).toBeLessThan(390)
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${wire.origin}/home`)
  await page.locator('figure .recharts-surface').first().hover()
  await page.getByTestId('chart-tip').waitFor()
  await faults('what a chart says under the pointer')
  await page.goto(`${wire.origin}/settings/people`)
  await page.getByRole('button', { name: 'Add somebody' }).click()
  await page.getByRole('dialog').getByLabel('Email').waitFor()
  await faults('somebody new')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByTestId('people').getByRole('button').nth(1).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
  await faults('somebody')
  expect(found).toEqual([])
})

async function openSettings(page: Page, signInFirst: () => Promise<void>): Promise<void> {
  await signInFirst()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByTestId('branches').waitFor()
}

async function widerThan(page: Page): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
}
