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

test('support finds an old order in the archive, turns its pages, and is told when the server is away', async () => {
  const desk = await stories.installed(server.port)
  const { page, wire } = desk
  await signIn(desk, 'support')
  await page.getByRole('link', { name: 'Archive' }).click()
  const rows = page.getByTestId('archive-results').locator('tbody tr')
  await rows.nth(49).waitFor()
  // The history was written before the server began; its cards are written behind it.
  await page.getByText('catching up').waitFor({ state: 'detached', timeout: 60_000 })
  const firstOf = () => rows.first().getByRole('button').innerText()
  const newest = await firstOf()

  await page.getByRole('button', { name: 'Next' }).click()
  await expect.poll(firstOf).not.toBe(newest)
  expect(page.url()).toContain('cursor=')
  const second = await firstOf()
  await page.reload()
  await rows.nth(49).waitFor()
  expect(await firstOf(), 'the address holds the page').toBe(second)
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(firstOf).toBe(newest)

  // Older than any device holds, by a part of its number.
  const [old] = await database.query<{ number: string }>(
    `select number from orders where created_at < now() - interval '40 days' order by created_at limit 1`,
  )
  const number = old?.number ?? ''
  await page.getByRole('searchbox', { name: 'Number, customer, product or SKU' }).fill(number.slice(1))
  await expect.poll(() => rows.count()).toBe(1)
  expect(await firstOf()).toBe(number)
  expect(page.url()).toContain(`search=${number.slice(1)}`)
  await rows.first().getByRole('button').press('Enter')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('heading', { name: number }).waitFor()
  await sheet.getByTestId('order-movements').getByText('on hand after it').first().waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })

  await page.getByTestId('chosen-filters').getByRole('button').click()
  await rows.nth(49).waitFor()
  await page.getByRole('combobox', { name: 'State' }).selectOption('Conflict')
  await expect.poll(() => rows.filter({ hasNotText: 'Conflict' }).count()).toBe(0)
  await page.goBack()
  await rows.filter({ hasText: 'Accepted' }).first().waitFor()

  wire.cut()
  await page.getByTestId('needs-server').waitFor({ timeout: 60_000 })
  expect(await seriousOn(page), 'without the server').toEqual([])
  await page.getByTestId('needs-server').getByRole('link', { name: 'Orders of this device' }).click()
  await page.getByTestId('orders-table').getByRole('row').nth(5).waitFor()
  await page.getByRole('link', { name: 'Archive' }).click()
  await page.getByTestId('needs-server').waitFor()
  wire.mend()
  await rows.nth(49).waitFor({ timeout: 60_000 })
})

test('[A1] what a till has just sold is in the archive at once, and the till itself has no way there', async () => {
  const lane = await stories.lane(server.port)
  await openTill(lane)
  const [code] = await fullestShelves(database, 1)
  const number = await sell(lane.page, code!)
  await chipSays(lane, 'Online · all sent')
  await lane.page.goto(`${lane.wire.origin}/archive`)
  await lane.page.getByTestId('search').waitFor()
  expect(new URL(lane.page.url()).pathname).toBe('/till')

  const desk = await stories.lane(server.port)
  await signIn(desk, 'support')
  await desk.page.getByRole('link', { name: 'Archive' }).waitFor()
  await desk.page.goto(`${desk.wire.origin}/archive?search=${number.toLowerCase()}`)
  await desk.page.getByTestId('archive-results').getByRole('button', { name: number }).waitFor()
})

test('no serious axe violation in the archive', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Archive' }).click()
  const rows = page.getByTestId('archive-results').locator('tbody tr')
  await rows.nth(10).waitFor()
  expect(await seriousOn(page), 'everything').toEqual([])
  expect(await smallOn(page), 'targets').toEqual([])
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Refunds')
  await page.getByTestId('chosen-filters').waitFor()
  await rows.first().waitFor()
  expect(await seriousOn(page), 'filtered').toEqual([])
  await rows.first().click()
  await page.getByRole('dialog').getByText('What it did to the shelves').waitFor()
  expect(await seriousOn(page), 'an order').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox').fill('nothing of the kind')
  await page.getByText('Nothing in the archive fits').waitFor()
  expect(await seriousOn(page), 'nothing').toEqual([])
})
