import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { proofOf, readProof } from '../../client/pos/receipt-proof.ts'
import type { Order } from '../../shared/orders/order.ts'
import { readPart } from '../../shared/orders/receipt-parts.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('what cannot be meant is refused with a sentence that helps, and the sale stays as it was', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  const [code = '', other = ''] = await fullestShelves(database, 2)
  await scan(page, code)
  await scan(page, other)
  const total = page.getByTestId('total')
  const before = await total.textContent()

  // Pieces: none, less than none, a billion, and half of one.
  await page.keyboard.press('F6')
  for (const pieces of ['0', '-1', '1000000000', '1.5']) {
    await typeOver(page, pieces)
    await page.getByText('A whole number from 1 to 100,000.').waitFor()
    await page.keyboard.press('Enter')
  }
  await closeDialog(page)
  for (const pieces of ['0*', '1000000000*']) {
    await page.keyboard.type(pieces, { delay: 80 })
    await scan(page, code)
    await page.getByTestId('notice').getByText('Only 1 to 100,000 pieces').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }
  expect(await total.textContent()).toBe(before)

  // A price below zero, and more off than there is.
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: 'New price' }).click()
  await typeOver(page, '-5')
  await page.getByText('A price such as 20 or 20.50, not below zero.').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Percent' }).click()
  await typeOver(page, '101')
  await page.getByText('From 0 to 100 percent.').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Amount' }).click()
  await typeOver(page, '99999')
  await page.getByText(/^An amount up to \$/).waitFor()
  await closeDialog(page)
  await page.keyboard.press('Shift+F7')
  await page.getByRole('button', { name: 'Amount' }).click()
  await typeOver(page, '99999')
  await page.getByText(`An amount up to ${before}.`).waitFor()
  await closeDialog(page)
  expect(await total.textContent()).toBe(before)

  // Codes that nothing has, and one that was misread.
  await scan(page, '2099999999998')
  await page.getByTestId('notice').getByText('2099999999998').waitFor()
  const misread = code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10)
  await scan(page, misread)
  await page.getByTestId('notice').getByText(misread).waitFor()
  expect(await total.textContent()).toBe(before)

  // Money: nothing, no money at all, too much on a card; then what is short is said until it is paid.
  await page.keyboard.press('F9')
  const tendered = page.getByTestId('tendered')
  await tendered.waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText(`Still to pay: ${before}`).waitFor()
  await tendered.fill('-20')
  await page.getByText('An amount such as 20 or 20.50.').waitFor()
  await page.keyboard.press('Enter')
  await tendered.fill('1')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Taken' }).getByText('$1.00').waitFor()
  await page.getByRole('button', { name: 'Card', exact: true }).click()
  await tendered.fill('99999')
  await page.keyboard.press('Enter')
  await page.getByText(/^At most \$.*only cash gives change/).waitFor()
  await page.keyboard.press('F10')
  const number = await tick(page)
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
  await expectStockAddsUp(database)
})

test('[A3] a receipt whose figures were changed is said to be known from its paper alone, and the server refuses it; the sale itself is not lost by it', async () => {
  const [lane, other] = [await stories.installed(server.port), await stories.lane(server.port)]
  await openTill(lane)
  await openTill(other, 'Back counter')
  const [code = ''] = await fullestShelves(database, 1)
  lane.wire.cut()
  await chipSays(lane, 'Offline')
  const number = await sell(lane.page, code)
  const picture = lane.page.locator('img[data-code]').first()
  await picture.waitFor({ state: 'attached' })
  const paper = (await picture.getAttribute('data-code')) ?? ''

  const { page } = other
  other.expects.push(/422/)
  await scan(page, await forged(paper))
  await page.getByText('knows the sale from its receipt alone').waitFor()
  await page.getByRole('button', { name: 'Another sale' }).first().click()
  const receipts = page.getByTestId('rescues').getByRole('listitem').filter({ hasText: number })
  await receipts.getByText('The code was changed, or no till of this shop signed it.').waitFor()
  expect(await onServer(database, [number])).toEqual([])

  lane.wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
  await expectStockAddsUp(database)
})

/** The receipt of the same sale for a piece more, signed by somebody who has not the key of its till. */
async function forged(paper: string): Promise<string> {
  const part = readPart(paper)
  const sale = part && (await readProof([part]))
  if (!sale) throw new Error('the paper is no receipt')
  const [line] = sale.lines
  const dearer = { ...sale, lines: [{ ...line!, quantity: line!.quantity + 1 }] }
  const key = Buffer.from('no key of any till').toString('base64url')
  const [code = ''] = (await proofOf(dearer as Order, key)) ?? []
  return code
}

/** Replaces what stands in the field that has the focus. */
async function typeOver(page: Page, words: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('textbox')
  await field.fill(words)
  await field.focus()
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
