import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn, smallOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, signIn } from './support/lane.ts'
import { pictureAt } from './support/pictures.ts'
import { serverProcess } from './support/server-process.ts'

// More than one chunk.
const database = await demoDatabase({ products: 700 })
const server = await serverProcess(database.url)
const stories = browserForStories()

test('an admin raises every price by keyboard: previewed, meant by its number, watched, and undone', async () => {
  const before = await prices()
  const lane = await stories.lane(server.port)
  // What is refused here is the story.
  lane.expects.push(/422/)
  const { page } = lane
  await signIn(lane, 'admin')
  await page.getByRole('link', { name: 'Bulk changes' }).click()
  await page.getByText('No operations yet').waitFor()
  await looksGood(page, 'bulk-empty')

  await page.getByLabel('Words in title').fill('nothing is called like this')
  await page.keyboard.press('Enter')
  await page.getByLabel('Percent', { exact: true }).fill('-150')
  await page.keyboard.press('Enter')
  await page.getByText('A number from -100 to 1000').waitFor()
  await looksGood(page, 'bulk-form')
  await page.getByLabel('Percent', { exact: true }).fill('10')
  await page.keyboard.press('Enter')
  await page.getByText('No product matches').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.getByLabel('Words in title').fill('')
  await page.keyboard.press('Enter')
  await page.getByLabel('Percent', { exact: true }).fill('10')
  await page.getByRole('radio', { name: 'ending on $0.99' }).press('Space')
  await page.getByLabel('Percent', { exact: true }).press('Enter')
  const preview = page.getByTestId('bulk-preview')
  await preview.waitFor()
  expect(await preview.locator('tbody tr').count()).toBe(20)
  await looksGood(page, 'bulk-preview')
  const start = page.getByRole('button', { name: 'Start' })
  expect(await start.isDisabled()).toBe(true)
  const active = before.filter(({ status }) => status === 'active').length
  expect(active).toBeGreaterThan(500)
  await page.getByLabel(/^Type [\d,]+ to start$/).fill(String(active))
  await page.keyboard.press('Enter')
  const state = page.getByTestId('bulk-state')
  await state.filter({ hasText: /^Done$/ }).waitFor()
  await looksGood(page, 'bulk-done')
  const raised = await prices()
  const changed = raised.filter(({ price }, index) => price !== before[index]?.price)
  expect(changed.length).toBeGreaterThan(active * 0.9)
  expect(changed.every(({ price, status }) => price % 100 === 99 && status === 'active')).toBe(true)

  // What cannot be taken back asks first; no leaves both the work and the view of it as they were.
  const question = page.getByRole('dialog', { name: /^Undo “price \+10 %/ })
  await page.getByRole('button', { name: 'Undo' }).click()
  await question.waitFor()
  await looksGood(page, 'bulk-undo-question')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await state.filter({ hasText: /^Done$/ }).waitFor()
  expect(await prices()).toEqual(raised)
  await page.getByRole('button', { name: 'Undo' }).click()
  await question.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undo: price +10 %').first().waitFor()
  await state.filter({ hasText: /^Done$/ }).waitFor()
  expect(await prices()).toEqual(before)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('bulk-operations').getByRole('listitem').count()).toBe(2)
  await looksGood(page, 'bulk-page')

  // The palette knows what can be done with each: what is undone already is only looked at.
  const palette = page.getByTestId('palette')
  await page.keyboard.press('Control+k')
  await palette.getByRole('option', { name: /^Open “price \+10 %/ }).waitFor()
  await palette.getByRole('option', { name: /^Open “Undo: price \+10 %/ }).waitFor()
  expect(await seriousOn(page), 'palette').toEqual([])
  await page.screenshot({ path: pictureAt('bulk-palette') })
  expect(await palette.getByRole('option', { name: /^Undo “/ }).count()).toBe(0)
  await page.keyboard.type('open undo')
  await palette.getByRole('option', { name: /^Open “Undo/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('bulk-progress').getByText('Undo: price +10 %').waitFor()
})

test('what cannot be changed is told before, is in a file after, and is tried again alone', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(lane, 'admin')
  await page.getByRole('link', { name: 'Bulk changes' }).click()
  const cheapest = Number(
    (await database.query<{ price: string }>('select min(price) as price from products'))[0]?.price,
  )
  await page.getByRole('button', { name: 'Choose what to change' }).click()
  await page.getByRole('radio', { name: 'Price by amount' }).click()
  await page.getByLabel('Amount in USD').fill(`-${((cheapest + 500) / 100).toFixed(2)}`)
  await page.keyboard.press('Enter')
  const preview = page.getByTestId('bulk-preview')
  await preview.getByText('the price would be below zero').first().waitFor()
  await looksGood(page, 'bulk-preview-failures-dark')
  const count = /[\d,]+/.exec((await preview.getByRole('status').textContent()) ?? '')?.[0] ?? ''
  await page.getByLabel(/^Type [\d,]+ to start$/).fill(count)
  await page.keyboard.press('Enter')
  await page
    .getByTestId('bulk-state')
    .filter({ hasText: /^Done$/ })
    .waitFor()
  await looksGood(page, 'bulk-failures-dark')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Failures as CSV' }).click(),
  ])
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('\uFEFF"id","sku","title","code","reason"')
  expect(lines.length).toBeGreaterThan(1)
  // The same from the palette as by the button.
  await page.keyboard.press('Escape')
  await page.getByTestId('bulk-progress').waitFor({ state: 'detached' })
  const palette = page.getByTestId('palette')
  const choose = async (words: string, line: RegExp) => {
    await page.keyboard.press('Control+k')
    await palette.waitFor()
    await page.keyboard.type(words)
    await palette.getByRole('option', { name: line, selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
  }
  const again = page.waitForEvent('download')
  await choose('failures', /^Failures of “price/)
  expect(await readFile(await (await again).path(), 'utf8')).toBe(await readFile(await file.path(), 'utf8'))
  await choose('try again', /^Try again what failed of “price/)
  await page.getByText('Again: price').first().waitFor()
  await page
    .getByTestId('bulk-state')
    .filter({ hasText: /^Done$/ })
    .waitFor()
  const [retried] = await database.query<{ failed: number; changed: number }>(
    `select failed, changed from bulk_operations where kind = 'retry'`,
  )
  expect(retried).toEqual({ failed: lines.length - 1, changed: 0 })
})

/** No serious barrier, on a desk and on a phone; and a picture to look at. */
async function looksGood(page: Page, name: string): Promise<void> {
  expect(await seriousOn(page), name).toEqual([])
  await page.screenshot({ path: pictureAt(name) })
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await seriousOn(page), `${name} on a phone`).toEqual([])
  expect(await smallOn(page), `targets of ${name}`).toEqual([])
  await page.screenshot({ path: pictureAt(`${name}-phone`) })
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function prices(): Promise<{ price: number; status: string }[]> {
  const rows = await database.query<{ price: string; status: string }>(
    'select price, status from products order by id',
  )
  return rows.map(({ price, status }) => ({ price: Number(price), status }))
}
