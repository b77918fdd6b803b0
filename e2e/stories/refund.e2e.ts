import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { approve } from './support/people.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { levelsOf } from './support/stock.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** Opens returns by what a scanner reads or fingers type. */
async function returnByScan(page: Page, text: string): Promise<void> {
  await scan(page, text)
  await page.getByTestId('refund-sheet').waitFor()
}

/** Everything that is left of the open sale comes back, for a reason. Gives the number of the refund. */
async function giveAllBack(page: Page): Promise<string> {
  const sheet = page.getByTestId('refund-sheet')
  await sheet.getByRole('button', { name: 'Everything' }).click()
  await sheet.getByRole('radio', { name: 'Changed mind' }).click()
  await sheet.getByTestId('give-back').click()
  return await refundNumber(page)
}

async function refundNumber(page: Page): Promise<string> {
  const words = await page.getByTestId('refund-number').textContent()
  return (words ?? '').split(' · ')[0] ?? ''
}

/** The code of the receipt that is on screen. */
async function codeOnPaper(page: Page): Promise<string> {
  const picture = page.locator('img[data-code]').first()
  await picture.waitFor({ state: 'attached' })
  return (await picture.getAttribute('data-code')) ?? ''
}

test('[O6] the same sale refunded on two offline lanes: one is accepted, the other a conflict where it was given, with what to do', async () => {
  const [one, other] = [await stories.installed(server.port), await stories.installed(server.port)]
  await openTill(one, 'Front counter')
  await openTill(other, 'Back counter')
  const [code = ''] = await fullestShelves(database, 1)
  const shelf = (await levelsOf(database, code))['DT']
  const sale = await sell(one.page, code)
  await chipSays(one, 'Online · all sent')
  // The other lane learns of the sale; then both lose the network.
  await returnByScan(other.page, sale)
  await other.page.getByTestId('refund-lines').waitFor()
  await other.page.keyboard.press('Escape')
  one.wire.cut()
  other.wire.cut()
  await Promise.all([chipSays(one, 'Offline'), chipSays(other, 'Offline')])

  await returnByScan(one.page, sale)
  const first = await giveAllBack(one.page)
  await one.page.keyboard.press('Escape')
  await returnByScan(other.page, sale)
  const second = await giveAllBack(other.page)
  await other.page.keyboard.press('Escape')
  // Each lane counts what it gave back itself.
  await returnByScan(one.page, sale)
  await one.page.getByTestId('no-refund').getByText('All of this sale has been given back').waitFor()
  await one.page.keyboard.press('Escape')

  one.wire.mend()
  await chipSays(one, 'Online · all sent')
  other.wire.mend()
  await chipSays(other, /needs? help/)
  expect(await onServer(database, [first])).toEqual([{ number: first, status: 'accepted' }])
  expect(await onServer(database, [second])).toEqual([{ number: second, status: 'conflict' }])
  expect((await levelsOf(database, code))['DT'], 'the piece is on the shelf again, once').toBe(shelf)
  await expectStockAddsUp(database)

  await other.page.getByRole('button', { name: 'Today' }).click()
  await other.page.getByTestId('today').getByRole('button', { name: second }).click()
  await other.page.getByText('Money given back? Tell support this number').waitFor()
  await other.page.getByText('1 given back, 0 left of the sale').waitFor()
})

test('[O6] a part comes back, the rest later, a refund of the refund not at all; a void takes one press', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  const [code = '', more = ''] = await fullestShelves(database, 2)
  const sale = await sell(page, code, code, more, more)
  await returnByScan(page, sale)
  const lines = page.getByTestId('refund-lines').getByRole('listitem')
  await lines
    .first()
    .getByRole('button', { name: /^One more/ })
    .click()
  await lines.first().getByText('Back on the shelf').click()
  await page.getByTestId('give-back').click()
  await page.getByText('Say why: choose a reason.').waitFor()
  await page.getByRole('radio', { name: 'Changed mind' }).click()
  await page.getByTestId('give-back').click()
  const refund = await refundNumber(page)
  await page.keyboard.press('Escape')

  await returnByScan(page, refund)
  await page.getByTestId('no-refund').getByText('is a refund itself').waitFor()
  await page.keyboard.press('Escape')
  await returnByScan(page, sale)
  await page.getByText('1 of 2 can come back').waitFor()
  // A scanned product of the sale is a piece that comes back; two that a slow page hears together are two.
  await scan(page, more, more)
  await page.getByRole('radio', { name: 'Faulty' }).click()
  await page.getByTestId('give-back').click()
  const rest = await refundNumber(page)
  await page.keyboard.press('Escape')

  const mistaken = await sell(page, code)
  await page.getByTestId('void').click()
  await page.getByText('The sale is void').waitFor()
  const voided = await refundNumber(page)
  await page.keyboard.press('Escape')
  await chipSays(lane, 'Online · all sent')
  const numbers = [sale, refund, rest, mistaken, voided]
  expect(await onServer(database, numbers)).toEqual(
    numbers.toSorted().map((number) => ({ number, status: 'accepted' })),
  )
  const rows = await database.query<{ restock: string; quantity: string; reason: string }>(
    `select lines->0->>'restock' as restock, lines->0->>'quantity' as quantity, reason
     from orders where number = any($1) order by number`,
    [[refund, rest]],
  )
  expect(rows, 'one was taken off the shelf by hand, what is faulty never comes there').toEqual([
    { restock: 'false', quantity: '1', reason: 'Changed mind' },
    { restock: 'false', quantity: '2', reason: 'Faulty' },
  ])
  await expectStockAddsUp(database)
})

test('[O1] [U3] a receipt rebuilds a sale whose lane is lost: at the desk, and by scanning it at another lane while offline', async () => {
  const [lost, other, desk] = [
    await stories.installed(server.port),
    await stories.installed(server.port),
    await stories.lane(server.port),
  ]
  await openTill(lost, 'Lost counter')
  await openTill(other, 'Back counter')
  await signIn(desk, 'support')
  await desk.page.getByTestId('orders-table').getByRole('row').nth(5).waitFor()
  const [code = ''] = await fullestShelves(database, 1)
  lost.wire.cut()
  await chipSays(lost, 'Offline')
  const first = await sell(lost.page, code)
  const paper = await codeOnPaper(lost.page)
  const second = await sell(lost.page, code, code)
  const paperOfSecond = await codeOnPaper(lost.page)
  expect(paper).toMatch(/^OMNI111/)
  await lost.context.close()

  // At the desk: a figure that was changed is refused, the paper itself is taken once.
  await desk.page.getByRole('button', { name: 'From a receipt' }).click()
  const sheet = desk.page.getByTestId('rescue-sheet')
  const field = sheet.getByLabel('Codes of one receipt')
  const changed = paper.slice(0, 60) + (paper[60] === 'A' ? 'B' : 'A') + paper.slice(61)
  desk.expects.push(/422/)
  await field.fill(changed)
  await sheet.getByRole('button', { name: 'Bring the sale back' }).click()
  await sheet.getByText('The code was changed').waitFor()
  expect(await onServer(database, [first])).toEqual([])
  for (const words of [`${first} is back: Accepted`, `${first} was here already: Accepted`]) {
    await field.fill(paper)
    await sheet.getByRole('button', { name: 'Bring the sale back' }).click()
    await sheet.getByText(words).waitFor()
  }

  // At another lane without the network: the receipt says what was sold; it waits, and goes by itself.
  other.wire.cut()
  await chipSays(other, 'Offline')
  await returnByScan(other.page, paperOfSecond)
  await other.page.getByText('knows the sale from its receipt alone').waitFor()
  await other.page.getByText('2 of 2 can come back').waitFor()
  // One piece comes back there and then, with a manager's word; its sale goes to the server with it.
  await other.page.getByRole('button', { name: /^One more/ }).click()
  await other.page.getByRole('radio', { name: 'Wrong item' }).click()
  await other.page.getByTestId('give-back').click()
  await approve(other.page)
  const refund = await refundNumber(other.page)
  await other.page.getByRole('button', { name: 'Another return' }).click()
  await other.page.getByTestId('rescues').getByText(second).waitFor()
  other.wire.mend()
  await chipSays(other, 'Online · all sent')
  await other.page.getByTestId('rescues').waitFor({ state: 'detached', timeout: 60_000 })
  expect(await onServer(database, [first, second, refund])).toEqual(
    [first, second, refund].toSorted().map((number) => ({ number, status: 'accepted' })),
  )
  await expectStockAddsUp(database)
})

test('[O6] goods without their sale come back with a manager’s word only, offline too, and the refund is flagged', async () => {
  const lane = await stories.installed(server.port)
  const { page } = lane
  await openTill(lane)
  const [code = ''] = await fullestShelves(database, 1)
  lane.wire.cut()
  await chipSays(lane, 'Offline')
  await scan(page, code)
  await page.getByRole('button', { name: 'Returns' }).click()
  await page.getByRole('button', { name: 'Without the sale' }).click()
  await page.getByRole('radio', { name: 'No receipt' }).click()
  await page.getByTestId('give-back').click()
  await page.getByTestId('approval-sheet').getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Not approved. Nothing was given back.').waitFor()
  await page.getByTestId('give-back').click()
  await approve(page)
  const refund = await refundNumber(page)
  await page.keyboard.press('Escape')
  expect(await page.getByTestId('cart-lines').getByRole('listitem').count()).toBe(0)
  lane.wire.mend()
  await chipSays(lane, 'Online · all sent')
  const rows = await database.query('select status, flags, refund_of from orders where number = $1', [refund])
  expect(rows).toEqual([{ status: 'accepted', flags: ['standalone_refund'], refund_of: null }])
  await expectStockAddsUp(database)
})
