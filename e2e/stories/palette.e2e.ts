import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { allIsHere, browserForStories, openTill, signIn, type Lane } from './support/lane.ts'
import { pictureAt } from './support/pictures.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

const palette = (page: Page) => page.getByTestId('palette')
const options = (page: Page) => palette(page).getByRole('option')
/** The line that the field says is active: what Enter would do. */
const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('[role="combobox"]')?.getAttribute('aria-activedescendant')
    return document.getElementById(id ?? '')?.textContent ?? ''
  })
const focused = (page: Page, selector: string) =>
  page.evaluate((one) => document.activeElement?.matches(one) === true, selector)

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pictureAt(name) })
}

/** Opens the palette by its key, and waits until it hears what is typed. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('[role="combobox"]:focus').waitFor()
}

/** Opens the palette by its key and types; Enter takes the first line once it is the one that is meant. */
async function choose(page: Page, typed: string, line: RegExp): Promise<void> {
  await openPalette(page)
  await page.keyboard.type(typed)
  await expect.poll(() => active(page)).toMatch(line)
  await page.keyboard.press('Enter')
  await palette(page).waitFor({ state: 'detached' })
}

async function atTheDesk(lane: Lane, who: 'admin' | 'support'): Promise<void> {
  const { page } = lane
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(lane, who)
  await page.getByTestId(who === 'admin' ? 'home-figures' : 'orders-table').waitFor()
  await allIsHere(lane)
}

async function titlesOf(page: Page): Promise<string> {
  return (await options(page).allTextContents()).join('\n')
}

test('an admin finds a product in spite of a slip and opens it, and what was opened is recent', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await atTheDesk(lane, 'admin')
  await page.keyboard.press('Control+k')
  await options(page).first().waitFor()
  expect(await focused(page, '[role="combobox"]')).toBe(true)
  expect(await seriousOn(page), 'before anything is typed').toEqual([])
  await look(page, 'palette-empty')
  await page.keyboard.press('Escape')
  await palette(page).waitFor({ state: 'detached' })

  await choose(page, 'linen shrit', /Linen Shirt/)
  await page.waitForURL(/\/products\/[0-9a-f-]+\/history$/)
  // The page before it stands until this one is drawn.
  await page.getByRole('heading', { name: /Linen Shirt/ }).waitFor()
  await page.keyboard.press('Control+k')
  await expect.poll(() => active(page)).toMatch(/Linen Shirt/)
  await palette(page).getByText('Recent').waitFor()

  // By its number, an order: the sheet is the one that its row opens.
  const [order] = await database.query<{ number: string }>(
    'select number from orders order by created_at desc limit 1',
  )
  await page.keyboard.type(order!.number)
  await expect.poll(() => active(page)).toContain(order!.number)
  expect(await seriousOn(page), 'with records').toEqual([])
  await look(page, 'palette-order')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText(order!.number).waitFor()
  await page.keyboard.press('Escape')

  const [customer] = await database.query<{ name: string; email: string }>(
    'select name, email from customers where email is not null limit 1',
  )
  await choose(page, customer!.email.slice(0, -3), new RegExp(customer!.name))
  await page.waitForURL(/\/customers\?q=/)
  await page.locator('[role="row"][aria-rowindex="2"]').filter({ hasText: customer!.name }).waitFor()
})

test('twelve products are selected in the grid, and the palette changes their price up to the preview', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await atTheDesk(lane, 'admin')
  await choose(page, 'products', /^Products/)
  await page.waitForURL(/\/products$/)
  await page.locator('[role="row"][aria-rowindex="20"]').waitFor()
  // The grid's own keys are letters while nobody types.
  await page.keyboard.press('/')
  await page.keyboard.type('shirt')
  await expect.poll(() => page.url()).toContain('q=shirt')
  await page.keyboard.press('Tab')
  while (!(await focused(page, '[role="grid"]'))) await page.keyboard.press('Tab')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Space')
  for (let more = 1; more < 12; more += 1) await page.keyboard.press('Shift+ArrowDown')
  await page.getByTestId('selection').getByText('12 selected').waitFor()

  await page.keyboard.press('Control+k')
  await expect.poll(() => active(page)).toContain('Change price of 12 products')
  expect(await palette(page).getByRole('option').first().locator('kbd').textContent()).toBe('P')
  await look(page, 'palette-selected')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousOn(page), 'selected, dark').toEqual([])
  await look(page, 'palette-selected-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.keyboard.press('Escape')
  await palette(page).waitFor({ state: 'detached' })
  expect(await focused(page, '[role="grid"]'), 'the focus is back').toBe(true)

  await choose(page, 'change price', /Change price of 12 products/)
  await page.getByLabel('Percent', { exact: true }).waitFor()
  await expect.poll(() => focused(page, '[name="percent"]')).toBe(true)
  await page.keyboard.type('10')
  await page.keyboard.press('Enter')
  const preview = page.getByTestId('bulk-preview')
  await preview.waitFor()
  expect(await preview.locator('tbody tr').count()).toBe(12)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page, '[role="grid"]')).toBe(true)
  await page.getByTestId('selection').getByText('12 selected').waitFor()

  // The same by its key, unless somebody has turned those off, and for one row by the row's menu.
  await choose(page, 'single letters', /letters off/)
  await page.keyboard.press('p')
  await choose(page, 'single letters', /letters on/)
  expect(await page.getByRole('dialog').count(), 'turned off').toBe(0)
  await page.keyboard.press('p')
  await page.getByLabel('Percent', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menu').waitFor()
  expect(await seriousOn(page), "a row's menu").toEqual([])
  await look(page, 'palette-row-menu')
  const highlighted = page.locator('[role="menuitem"][data-highlighted]')
  const change = highlighted.filter({ hasText: 'Change price of 1 product' })
  for (let presses = 0; presses < 5 && (await change.count()) === 0; presses += 1) {
    await page.keyboard.press('ArrowDown')
    await highlighted.waitFor()
  }
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Percent', { exact: true }).waitFor()
})

test("support is not offered an admin's actions, and a cashier nothing of the desk", async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await atTheDesk(lane, 'support')
  await choose(page, 'products', /^Products/)
  await page.locator('[role="row"][aria-rowindex="20"]').waitFor()
  await page.keyboard.press('Tab')
  while (!(await focused(page, '[role="grid"]'))) await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByTestId('selection').getByText('1 selected').waitFor()
  await page.keyboard.press('Control+k')
  await options(page).first().waitFor()
  const offered = await titlesOf(page)
  expect(offered).toContain('Dead letters')
  expect(offered).toContain('Clear selection')
  expect(offered).not.toMatch(/Change price|Import|People|Bulk changes|Audit|Till/)
  for (const typed of ['change price', 'revoke', 'people', 'features']) {
    await page.getByRole('combobox').fill(typed)
    // The server's lists have been asked for by now.
    await page.waitForTimeout(300)
    expect(await titlesOf(page), typed).not.toMatch(/Change price|Revoke|People|Features/)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('p')
  await page.keyboard.press('i')
  expect(await page.getByRole('dialog').count(), 'nor by their keys').toBe(0)

  const till = await stories.lane(server.port)
  await openTill(till)
  await till.page.getByTestId('search').focus()
  await till.page.keyboard.press('Control+k')
  await options(till.page).first().waitFor()
  expect(await titlesOf(till.page)).toMatch(/Till[\s\S]*Sync now/)
  await till.page.getByRole('combobox').fill('shirt')
  await palette(till.page).getByText('Nothing fits').waitFor()
  await till.page.getByRole('combobox').fill('orders')
  await palette(till.page).getByText('Nothing fits').waitFor()
  await till.page.keyboard.press('Escape')
  await palette(till.page).waitFor({ state: 'detached' })
  expect(await focused(till.page, '[data-testid="search"]'), 'the till listens again').toBe(true)
})

test('a page says its own keys in the palette, and they are letters again while somebody writes', async () => {
  // Of each letter a second one, so that every cause has some to step through.
  await database.query(
    `insert into dead_letters (tenant_id, id, collection, document_id, payload, payload_hash, branch_id, device_id,
       user_id, code, details, received_at)
     select tenant_id, gen_random_uuid(), collection, document_id, payload, sha256(id::text::bytea), branch_id, device_id,
       user_id, code, details, received_at from dead_letters where state = 'open'`,
  )
  const lane = await stories.lane(server.port)
  const { page } = lane
  const looked: string[] = []
  page.on('request', (request) => {
    const [, id] = /\/dead-letters\/([0-9a-f-]{36})$/.exec(new URL(request.url()).pathname) ?? []
    if (id) looked.push(id)
  })
  await atTheDesk(lane, 'support')
  await choose(page, 'dead letters', /^Dead letters/)
  const letters = page.getByTestId('letters').getByRole('button')
  await letters.nth(1).waitFor()
  const chosen = () =>
    letters.evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-current') === 'true'))
  expect(await chosen()).toBe(0)
  await page.keyboard.press('ArrowDown')
  await expect.poll(chosen).toBe(1)
  await page.keyboard.press('k')
  await expect.poll(chosen).toBe(0)
  await page.getByRole('button', { name: 'Discard' }).waitFor()
  await page.keyboard.press('Control+k')
  const line = options(page).filter({ hasText: 'Discard' })
  await line.waitFor()
  expect(await line.locator('kbd').textContent()).toBe('D')
  await page.keyboard.type('discard')
  await expect.poll(() => active(page)).toMatch(/^Discard/)
  await page.keyboard.press('Enter')
  const reason = page.getByLabel('Reason')
  await reason.waitFor()
  await expect.poll(() => focused(page, 'input')).toBe(true)
  await page.keyboard.type('red')
  expect(await reason.inputValue()).toBe('red')
  const discarded = () => database.query("select id from dead_letters where state = 'discarded'")
  expect(await discarded()).toEqual([])

  // Another desk closes the letter that is written about: no other takes its place under the form.
  const id = looked.at(-1)!
  await database.query(
    `update dead_letters set state = 'discarded', closed_at = now(),
       closed_by = (select id from users where role = 'ADMIN' limit 1) where id = $1`,
    [id],
  )
  await page.getByRole('alert').getByText('Somebody else has closed this letter').waitFor({ timeout: 30_000 })
  await page.keyboard.type('undant')
  expect(await reason.inputValue()).toBe('redundant')
  expect(await seriousOn(page), 'a letter that somebody else has closed').toEqual([])
  await look(page, 'palette-letter-closed')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(500)
  expect(looked.at(-1)).toBe(id)
  expect(await discarded()).toEqual([{ id }])
  await page.keyboard.press('Escape')
  await reason.waitFor({ state: 'detached' })
  await expect.poll(() => looked.at(-1)).not.toBe(id)
  await page.getByRole('button', { name: 'Discard' }).waitFor()
  expect(await discarded()).toEqual([{ id }])
})

test('what destroys something asks first, whichever way it was asked for', async () => {
  const till = await stories.lane(server.port)
  await openTill(till, 'Corner')
  const lane = await stories.lane(server.port)
  const { page } = lane
  await atTheDesk(lane, 'admin')
  await choose(page, 'customers', /^Customers/)
  await page.locator('[role="row"][aria-rowindex="5"]').waitFor()
  await page.keyboard.press('v')
  await page.getByLabel('Name of this view').waitFor()
  await page.getByLabel('Name of this view').focus()
  await page.keyboard.type('Everybody')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Everybody', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const kept = () => page.evaluate(() => JSON.stringify(localStorage).includes('Everybody'))

  await choose(page, 'remove everybody', /Remove the view Everybody/)
  await page.getByRole('dialog', { name: 'Remove the view Everybody' }).waitFor()
  expect(await seriousOn(page), 'the question').toEqual([])
  await look(page, 'palette-question')
  // Enter leaves it as it is.
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await kept()).toBe(true)
  await choose(page, 'remove everybody', /Remove the view Everybody/)
  await page.getByRole('dialog', { name: 'Remove the view Everybody' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await kept()).toBe(false)

  await choose(page, 'revoke corner', /Revoke .*Corner/)
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).waitFor()
  const revoked = () => database.query('select 1 from devices where revoked_at is not null')
  expect(await revoked(), 'nobody has said yes').toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await revoked()).toEqual([])

  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await page.locator('[role="combobox"]:focus').waitFor()
    await page.keyboard.type('linen')
    await options(page).first().waitFor()
    await look(page, `palette-${width}`)
    expect(await seriousOn(page), `${width} wide`).toEqual([])
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
  }
})

test('an admin has the week summed up, a backup taken and tried out from wherever they are; support does not', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await atTheDesk(lane, 'admin')
  await choose(page, 'products', /^Products/)
  await page.waitForURL(/\/products$/)
  // The first page offers it, too, and stays until this one is there.
  await page.locator('[role="row"][aria-rowindex="2"]').waitFor()
  await choose(page, 'sum up', /Sum up last week now/)
  await page.getByTestId('week').waitFor({ timeout: 30_000 })
  await choose(page, 'back up now', /Back up now/)
  const backups = page.getByTestId('backups')
  await backups.getByText('None yet').waitFor({ state: 'detached', timeout: 60_000 })
  await choose(page, 'try the newest', /Try the newest backup out/)
  await backups.getByText('Passed').waitFor({ timeout: 60_000 })

  const other = await stories.lane(server.port)
  await atTheDesk(other, 'support')
  await openPalette(other.page)
  await other.page.keyboard.type('back up now')
  await expect.poll(() => options(other.page).count()).toBeGreaterThan(0)
  expect(await titlesOf(other.page)).not.toContain('Back up now')
})
