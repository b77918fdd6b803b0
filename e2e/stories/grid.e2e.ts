import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { allIsHere, browserForStories, chipSays, signIn } from './support/lane.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

async function seriousOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const grid = (page: Page) => page.getByTestId('grid')
const firstRow = (page: Page) => page.locator('[role="row"][aria-rowindex="2"]')
/** What a screen reader would say is active. */
const active = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('[role="grid"]')
    return document.getElementById(box?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null
  })

/** Presses Tab until the focus is in what is looked for: nothing here is clicked. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((one) => document.activeElement?.matches(one) === true, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${selector}`)
}

test('an admin finds, sorts, selects and edits products by keyboard alone, and the address keeps the view', async () => {
  const lane = await stories.installed(server.port)
  const { page } = lane
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(lane, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.goto(`${lane.wire.origin}/products`)
  await firstRow(page).waitFor()
  const [{ all } = { all: 0 }] = await database.query<{ all: number }>(
    'select count(*)::integer as all from products where not deleted',
  )
  await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBe(all + 1)
  expect(await seriousOn(page), 'products').toEqual([])

  await tabTo(page, '[data-testid="grid-search"]')
  await page.keyboard.type('shirt')
  await expect.poll(() => page.url()).toContain('q=shirt')
  await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBeLessThan(all)
  const shirts = Number(await grid(page).getAttribute('aria-rowcount')) - 1

  await tabTo(page, '[role="grid"]')
  // The head: to the price, twice Enter sorts it downwards.
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Enter'])
    await page.keyboard.press(key)
  await expect.poll(() => page.url()).toContain('sort=-price')
  expect(await page.locator('[role="columnheader"][aria-sort="descending"]').textContent()).toContain('Price')

  // The last row and back: the active cell exists wherever it is.
  await page.keyboard.press('Control+End')
  await page.locator(`[aria-rowindex="${shirts + 1}"]`).waitFor()
  await page.keyboard.press('Control+Home')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  expect(await active(page)).toMatch(/^\$/)

  await page.keyboard.press('F2')
  await page.keyboard.type('-150')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'zero or more' }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('987.65')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByText('$987.65').count()).toBeGreaterThan(0)
  await expect.poll(() => page.getByRole('img', { name: 'Being saved' }).count()).toBe(0)
  const saved = async () => (await database.query('select sku from products where price = 98765')).length
  await expect.poll(saved).toBe(1)

  // What did not go through is said at once; Escape shows again what there is.
  lane.wire.cut()
  await page.keyboard.press('F2')
  await page.keyboard.type('1.11')
  await page.keyboard.press('Enter')
  await page.getByText('was not changed').first().waitFor()
  const refused = page.locator('[role="gridcell"][aria-invalid="true"]')
  expect(await refused.textContent()).toMatch(/^1\.11\$\d/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await refused.waitFor({ state: 'detached' })
  expect(await active(page)).toMatch(/^\$/)
  lane.wire.mend()
  await chipSays(lane, 'Online · all sent')

  await page.keyboard.press('Control+a')
  await page.getByTestId('selection').getByText('selected').first().waitFor()
  await tabTo(page, '[data-testid="selection"] button')
  await page.keyboard.press('Enter')
  await page.getByTestId('selection').getByText(`${shirts} selected`).waitFor()
  expect(page.url()).toContain('select=all')
  expect(await seriousOn(page), 'selected').toEqual([])
  await tabTo(page, '[role="grid"]')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Space')
  await page
    .getByTestId('selection')
    .getByText(`${shirts - 1} selected`)
    .waitFor()
  expect(page.url(), 'a link would select the row that was left out').not.toContain('select=all')

  // What was left out stays so: after a load, and after a look at another page.
  const still = () => page.getByTestId('selection').getByText(`${shirts - 1} selected`)
  await page.reload()
  await firstRow(page).waitFor()
  await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBe(shirts + 1)
  await still().waitFor()
  await page.locator('[role="row"][aria-rowindex="3"] [id$="-sku"]').click()
  await page.getByTestId('ledger').waitFor()
  await page.goBack()
  await firstRow(page).waitFor()
  await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBe(shirts + 1)
  await still().waitFor()
  await tabTo(page, '[role="grid"]')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Space')
  await page.getByTestId('selection').getByText(`${shirts} selected`).waitFor()
  await expect.poll(() => page.url()).toContain('select=all')
  await tabTo(page, '[data-testid="grid-search"]')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('no such thing')
  await page.getByText('Nothing fits these filters').waitFor()
  expect(await page.getByTestId('selection').count(), 'a selection ends with its question').toBe(0)
  expect(await seriousOn(page), 'nothing fits').toEqual([])
})

test('rows stand still under the pointer until what has changed is applied', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await signIn(lane, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.goto(`${lane.wire.origin}/products?sort=-price`)
  await firstRow(page).waitFor()
  // While the catalogue still arrives its rows are put in order as they come.
  await allIsHere(lane)
  await page.mouse.move(500, 400)
  await page.mouse.move(510, 410)
  // Its stock may still come.
  const title = () => firstRow(page).locator('[id$="-title"]').textContent()
  const before = await title()
  const other = await stories.lane(server.port)
  await signIn(other, 'admin')
  await other.page.getByTestId('home-figures').waitFor()
  await other.page.goto(`${other.wire.origin}/products?q=shirt`)
  await firstRow(other.page).waitFor()
  await other.page.locator('[role="row"][aria-rowindex="2"] [id$="-price"]').dblclick()
  await other.page.keyboard.press('Control+a')
  await other.page.keyboard.type('99999')
  await other.page.keyboard.press('Enter')
  await page.getByTestId('grid-apply').waitFor({ timeout: 60_000 })
  expect(await title()).toBe(before)
  // By its key: a pointer on its way to the button lets go of the rows, which are put in order by themselves then.
  await page.keyboard.press('u')
  await expect.poll(() => firstRow(page).textContent()).toContain('$99,999.00')
})

test('orders, movements and customers are grids too, and an order opens from its row by keyboard', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await signIn(lane, 'support')
  await page.getByTestId('orders-table').waitFor()
  for (const place of ['customers', 'movements', 'orders/all']) {
    await page.goto(`${lane.wire.origin}/${place}`)
    await firstRow(page).waitFor()
    await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBeGreaterThan(100)
    expect(await seriousOn(page), place).toEqual([])
  }
  await tabTo(page, '[role="grid"]')
  await page.keyboard.press('ArrowDown')
  const number = (await active(page))!
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText(number).waitFor()
  expect(await page.getByRole('button', { name: 'Import' }).count(), 'support only looks').toBe(0)
})

test('a file is looked at before anything is sent, and what does not fit comes back as a file', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await signIn(lane, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.goto(`${lane.wire.origin}/products`)
  await firstRow(page).waitFor()
  const [known] = await database.query<{ sku: string }>(
    "select sku from products where not deleted and status = 'active' order by sku limit 1",
  )
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByTestId('import-dialog')
  const give = (text: string | Buffer) =>
    dialog
      .getByLabel('Import')
      .setInputFiles({ name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await give(Buffer.from([0x61, 0x0a, 0xcf, 0xf0, 0xe8, 0xff]))
  await dialog.getByRole('alert').filter({ hasText: 'UTF-8' }).waitFor()
  await give(`SKU,Product,Price\r\n${known!.sku},,4321.09\r\nNEW-77,New thing,5\r\nBAD-1,=1+1,3\r\n`)
  await dialog.getByText('Which column holds what?').waitFor()
  expect(await seriousOn(page), 'columns of a file').toEqual([])
  await dialog.getByRole('button', { name: 'Dry run' }).click()
  await dialog.getByText('1 new, 1 changed, 0 as they are, 1 with errors').waitFor()
  expect(await seriousOn(page), 'dry run').toEqual([])
  const wrote = () =>
    database.query(
      'select 1 from products where (sku = $1 and price = 432109) or (sku = $2 and price = 500)',
      [known!.sku, 'NEW-77'],
    )
  expect(await wrote(), 'nothing is sent by looking').toEqual([])
  await dialog.getByRole('button', { name: 'Import 2 products' }).click()
  await dialog.getByText('Import ended').waitFor()
  expect(await wrote()).toHaveLength(2)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'File of errors' }).click(),
  ])
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('BAD-1,"\'=1+1",3')
  expect(text).toContain('looks like a formula')
})

test('selected rows are copied as a spreadsheet takes them, and the last edit is taken back by a key', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await signIn(lane, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.goto(`${lane.wire.origin}/products`)
  await firstRow(page).waitFor()
  await page.evaluate(() =>
    document.addEventListener('copy', ({ clipboardData }) =>
      Object.assign(window, { copied: clipboardData?.getData('text/plain') ?? '' }),
    ),
  )
  await grid(page).focus()
  for (const key of ['Control+Home', 'ArrowDown', 'Space', 'Control+c']) await page.keyboard.press(key)
  await page.getByText('1 row copied').waitFor()
  const copied = await page.evaluate(() => (window as unknown as { copied: string }).copied)
  const lines = copied.split('\r\n').map((line) => line.split('\t'))
  expect(lines).toHaveLength(2)
  const [head, row] = lines as [string[], string[]]
  expect(head).toEqual(expect.arrayContaining(['SKU', 'Price']))
  expect(row).toHaveLength(head.length)
  const price = async () => {
    const [found] = await database.query<{ price: string }>('select price from products where sku = $1', [
      row[head.indexOf('SKU')],
    ])
    return Number(found?.price)
  }
  const before = await price()

  await page.keyboard.press('Control+z')
  await page.getByText('There is no edit of this page to undo').waitFor()
  // Past the column that selects.
  for (let at = 0; at <= head.indexOf('Price'); at += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('F2')
  await page.keyboard.type('7.77')
  await page.keyboard.press('Enter')
  await expect.poll(price).toBe(777)
  await page.keyboard.press('Control+z')
  await page.getByText('Undone: Price is').waitFor()
  await expect.poll(price).toBe(before)
})
