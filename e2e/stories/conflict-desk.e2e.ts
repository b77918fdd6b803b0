import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, signIn } from './support/lane.ts'
import { leaveConflicts } from './support/morning-after.ts'
import { pictureAt } from './support/pictures.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

const list = (page: Page) => page.getByTestId('case-list')
const settled = () =>
  database.query<{ action: string; status: string }>(
    `select conflict #>> '{settlement,action}' as action, status from orders
     where conflict -> 'settlement' <> 'null'::jsonb order by conflict #>> '{settlement,at}'`,
  )

test('[O7] [O8] support settles three hundred conflicts by keyboard, takes one decision back, and the ledger stays exact', async () => {
  const before = (await settled()).length
  const { cases, titles } = await leaveConflicts(database, server.port, { products: 30, ofEach: 10 })
  const [title = '', another = ''] = titles
  expect(cases).toBeGreaterThanOrEqual(300)
  const desk = await stories.lane(server.port)
  const { page } = desk
  await signIn(desk, 'support')
  await page.getByRole('link', { name: 'Conflicts', exact: true }).click()
  await page.getByText(`${cases} cases`).waitFor()
  // Of three hundred only those in sight exist.
  expect(await list(page).getByRole('option').count()).toBeLessThan(60)
  await page.getByLabel('Number or product').fill(title)
  await page.getByText('10 cases').waitFor()
  await list(page).focus()
  await page.keyboard.press('ArrowDown')
  const panel = page.getByTestId('case-panel')
  await panel.getByText('Did the goods leave?').waitFor()
  await panel.getByText('Suggested: Recount and accept.').waitFor()
  expect(await seriousOn(page), 'desk').toEqual([])

  // Taken back: nothing was sent.
  await page.keyboard.press('Enter')
  await page.getByText('9 cases').waitFor()
  await page.keyboard.press('u')
  await page.getByText('10 cases').waitFor()
  await list(page).focus()
  await page.keyboard.press('Home')
  expect(await settled()).toHaveLength(before)

  // The next one for good, the one behind it to wait for stock.
  const chosen = await panel.getByRole('heading', { level: 2 }).textContent()
  await page.keyboard.press('Enter')
  await expect.poll(() => panel.getByRole('heading', { level: 2 }).textContent()).not.toBe(chosen)
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await panel.getByText('Settles by itself when the stock arrives').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(settled, { timeout: 30_000 }).toHaveLength(before + 2)
  expect((await settled()).slice(-2)).toEqual([
    { action: 'recount', status: 'accepted' },
    { action: 'backorder', status: 'conflict' },
  ])
  await expectStockAddsUp(database)

  // One count for what is left of the shelf.
  await page.keyboard.press('k')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Pieces on the shelf now').fill('4')
  expect(await seriousOn(page), 'count').toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('8 cases are closed').waitFor()
  await page.getByText('No case like this').waitFor()
  await expectStockAddsUp(database)
  const [shelf] = await database.query<{ on_hand: number }>(
    `select s.on_hand from stock_levels s join stock_movements m using (tenant_id, branch_id, product_id)
     where m.reason = 'recount' order by m.seq desc limit 1`,
  )
  // The four that were counted; the backorder waits for more, or has had its own.
  expect(shelf?.on_hand).toBeLessThanOrEqual(4)

  await page.getByLabel('Number or product').fill('')
  await page.getByText(`${cases - 10} cases`).waitFor()
  await page.getByLabel('Number or product').fill(another)
  await page.getByText('10 cases').waitFor()
  await list(page).focus()
  await page.keyboard.press('ArrowDown')
  // A note, and whose it is, stand with the case.
  await panel.getByLabel('Note').fill('Called the shop, nobody answers yet')
  await panel.getByRole('button', { name: 'Add note' }).click()
  await panel.getByText('Called the shop, nobody answers yet').waitFor()
  await panel.getByRole('button', { name: 'I take it' }).click()
  await panel.getByText('Taken up').waitFor()
  // It may be given to a colleague too.
  const assigned = () => database.query("select from audit_log where action = 'case.assigned'")
  const taken = (await assigned()).length
  await panel.getByLabel('With whom').selectOption({ index: 1 })
  await expect.poll(async () => (await assigned()).length).toBe(taken + 1)

  // Whatever was handed over instead is looked for; Enter takes what was found, and settles nothing by itself.
  await page.keyboard.press('s')
  const other = panel.getByRole('textbox', { name: 'Or another product: title, SKU or barcode' })
  await other.fill(title)
  const found = panel.getByRole('list', { name: 'Or another product' }).getByRole('button').first()
  await found.waitFor()
  expect(await seriousOn(page), 'another product is looked for').toEqual([])
  await page.screenshot({ path: pictureAt('desk-substitute') })
  const said = (await found.textContent())!.split(' · ')[0]!
  await other.press('Enter')
  await expect.poll(() => other.inputValue()).toBe('')
  const given = panel.getByLabel(/^Given instead/)
  await expect
    .poll(() => given.evaluate((it) => (it as HTMLSelectElement).selectedOptions[0]?.textContent ?? ''))
    .toContain(said)
  await panel.getByTestId('decide').waitFor()

  await page.getByLabel('Number or product').fill('')
  await page.getByRole('button', { name: 'Waiting for stock' }).click()
  await expect.poll(() => list(page).getByRole('option').count(), { timeout: 30_000 }).toBeLessThanOrEqual(1)
})

test('[O7] a second desk that settles a case too is told that it is settled, and by the server alone', async () => {
  const first = await stories.lane(server.port)
  const second = await stories.lane(server.port)
  second.expects.push(/409/)
  for (const [desk, who] of [
    [first, 'support'],
    [second, 'admin'],
  ] as const) {
    await signIn(desk, who)
    await desk.page.getByRole('link', { name: 'Conflicts', exact: true }).click()
    await list(desk.page).focus()
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.getByTestId('decide').waitFor()
  }
  const before = (await settled()).length
  await first.page.keyboard.press('Enter')
  await expect.poll(settled, { timeout: 30_000 }).toHaveLength(before + 1)
  await second.page.keyboard.press('c')
  await second.page.keyboard.press('Enter')
  await second.page.getByText('is not settled').waitFor()
  await second.page.getByText('may have been settled by someone else').waitFor()
  expect(await settled()).toHaveLength(before + 1)

  // A decision that could still be taken back goes out with the page that is left.
  await list(first.page).focus()
  await first.page.keyboard.press('ArrowDown')
  await first.page.getByTestId('decide').waitFor()
  await first.page.keyboard.press('Enter')
  await first.page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(await settled()).toHaveLength(before + 1)
  await first.page.reload()
  await expect.poll(settled).toHaveLength(before + 2)
  await expectStockAddsUp(database)
})

test('[O7] one recount, typed at the desk, settles all cases of a product; a second desk that counts too is told that none is left', async () => {
  const {
    titles: [title = ''],
  } = await leaveConflicts(database, server.port, { products: 1, ofEach: 5 })
  const first = await stories.lane(server.port)
  const second = await stories.lane(server.port)
  second.expects.push(/404/)
  const fields = (page: Page) => page.getByRole('dialog').getByRole('textbox')
  for (const [desk, who] of [
    [first, 'support'],
    [second, 'admin'],
  ] as const) {
    await signIn(desk, who)
    await desk.page.getByRole('link', { name: 'Conflicts', exact: true }).click()
    await desk.page.getByLabel('Number or product').fill(title)
    await desk.page.getByText('5 cases').waitFor()
    await list(desk.page).focus()
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.getByTestId('decide').waitFor()
    await desk.page.keyboard.press('k')
    await desk.page.getByRole('dialog').getByText('One count closes its 5 cases').waitFor()
    await expect
      .poll(() =>
        fields(desk.page)
          .first()
          .evaluate((it) => it === document.activeElement),
      )
      .toBe(true)
  }
  const [shelf] = await database.query<{ product_id: string; branch_id: string; on_hand: number }>(
    `select s.product_id, s.branch_id, s.on_hand from stock_levels s
     join products p using (tenant_id) join branches b using (tenant_id)
     where p.id = s.product_id and b.id = s.branch_id and b.code = 'DT' and p.title = $1`,
    [title],
  )
  const asked = [shelf!.branch_id, shelf!.product_id]
  const { page } = first

  // What is no count is not sent, and a count that is given up changes nothing.
  await page.keyboard.type('-2')
  await page.keyboard.press('Enter')
  await page.getByText('Type a whole number, 0 or more.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('5 cases').waitFor()
  await page.keyboard.press('k')
  await expect
    .poll(() =>
      fields(page)
        .first()
        .evaluate((it) => it === document.activeElement),
    )
    .toBe(true)
  await page.keyboard.type('3')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Counted by two of us')
  await page.keyboard.press('Enter')
  await page.getByText('5 cases are closed').waitFor()
  await page.getByText('No case like this').waitFor()

  const closed = await database.query<{ status: string; action: string; pieces: number }>(
    `select o.status, o.conflict #>> '{settlement,action}' as action,
       (o.lines -> 0 ->> 'quantity')::integer as pieces
     from orders o where o.lines -> 0 ->> 'productId' = $2 and o.branch_id = $1
       and o.conflict #>> '{settlement,reason}' = 'Counted by two of us'`,
    asked,
  )
  expect(closed.map(({ status, action }) => `${status} ${action}`)).toEqual(Array(5).fill('accepted recount'))
  const sold = closed.reduce((sum, { pieces }) => sum + pieces, 0)
  const moved = () =>
    database.query(
      `select reason, delta, counted, expected, note from stock_movements
       where branch_id = $1 and product_id = $2 and reason = 'recount' order by seq desc limit 2`,
      asked,
    )
  const counts = await moved()
  expect(counts[0]).toEqual({
    reason: 'recount',
    delta: 3 + sold - shelf!.on_hand,
    counted: 3 + sold,
    expected: shelf!.on_hand,
    note: 'Counted by two of us',
  })
  const level = () =>
    database.query('select on_hand from stock_levels where branch_id = $1 and product_id = $2', asked)
  expect(await level()).toEqual([{ on_hand: 3 }])
  await expectStockAddsUp(database)

  await second.page.keyboard.type('7')
  await second.page.keyboard.press('Enter')
  await second.page.getByText('Somebody else has closed all cases of this shelf').waitFor()
  expect([await moved(), await level()]).toEqual([counts, [{ on_hand: 3 }]])
})
