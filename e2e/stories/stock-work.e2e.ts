import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { memoryOf } from './support/device-memory.ts'
import { killableBrowser } from './support/killable-browser.ts'
import {
  browserForStories,
  chipSays,
  openTill,
  signIn,
  signInAgainWhereAsked,
  unexpected,
} from './support/lane.ts'
import type { Lane } from './support/lane.ts'
import { scan } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { barcodeOf, expectStockAddsUp, fullestShelves, LAST_SHIRT } from './support/shop-facts.ts'
import { book, bookedOn, chooseWork, levelsOf, listens, openStock, setPieces } from './support/stock.ts'
import { wireTo } from './support/wire.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()
const mortal = killableBrowser()

const lines = (page: Page) => page.getByTestId('stock-lines').getByRole('listitem')

/** Makes a browser a lane of Riverside, by somebody who may stand anywhere. */
async function laneOfRiverside(): Promise<Lane> {
  const lane = await stories.lane(server.port)
  await signIn(lane, 'admin')
  await lane.page.getByTestId('home-figures').waitFor()
  await lane.page.goto(`${lane.wire.origin}/stock`)
  await lane.page.getByText('Riverside').click()
  await lane.page.getByRole('button', { name: 'Open the till' }).click()
  await lane.page.getByTestId('stock-search').waitFor()
  return lane
}

test('[M1] [M2] goods are received, counted and sent away by scanning without the network, and every ledger agrees', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const riverside = await laneOfRiverside()
  const [tea, beans] = (await fullestShelves(database, 2)) as [string, string]
  const before = { tea: await levelsOf(database, tea), beans: await levelsOf(database, beans) }
  const shelf = before.tea['DT'] ?? 0
  await expect.poll(async () => JSON.stringify(await memoryOf(page))).toContain('Ada Admin')
  wire.cut()
  await chipSays(lane, 'Offline')

  await openStock(page)
  for (let piece = 0; piece < 5; piece += 1) await scan(page, tea)
  expect(await lines(page).textContent()).toContain(`Shelf ${shelf} → ${shelf + 5}`)
  // Nothing of a list that is open is lost with the page.
  await page.reload()
  await lines(page)
    .getByText(`Shelf ${shelf} → ${shelf + 5}`)
    .waitFor()
  expect(await book(page)).toContain('Delivery saved: 5 pieces')
  await chipSays(lane, '1 waiting')
  await page.reload()
  await listens(page)
  expect(await lines(page).count(), 'what was booked is not on the list again').toBe(0)

  await chooseWork(page, 'Recount')
  await scan(page, tea)
  await page.getByRole('button', { name: /^Movements of/ }).click()
  const ledger = page.getByRole('dialog').getByTestId('movements').getByRole('listitem')
  await ledger.filter({ hasText: 'Received' }).getByText('Waiting').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await setPieces(page, -1)
  await page.getByText('A whole number from 0 to 100,000.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await setPieces(page, shelf + 3)
  await lines(page)
    .getByText(`Expected ${shelf + 5}, counted ${shelf + 3}`)
    .waitFor()
  await book(page)
  // So many may not be counted away alone.
  await scan(page, beans)
  await setPieces(page, (before.beans['DT'] ?? 0) - 11)
  await page.keyboard.press('F9')
  const sheet = page.getByTestId('approval-sheet')
  await sheet.getByRole('radio', { name: 'Ada Admin' }).click()
  await page.getByTestId('pin').fill('1111')
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
  await page.getByTestId('stock-saved').waitFor()

  await chooseWork(page, 'Transfer')
  await page.keyboard.type('2*', { delay: 80 })
  await scan(page, tea)
  await page.keyboard.press('F9')
  await page.getByText('Choose the branch that the goods go to.').waitFor()
  await page.getByRole('button', { name: 'Riverside' }).click()
  await book(page)
  await chipSays(lane, '5 waiting')

  wire.mend()
  await chipSays(lane, 'Online · all sent')
  const route = 'Downtown → Riverside'
  expect(await bookedOn(database, tea)).toEqual([
    { at: 'DT', reason: 'receive', delta: 5, counted: null, expected: null, note: null },
    { at: 'DT', reason: 'recount', delta: -2, counted: shelf + 3, expected: shelf + 5, note: null },
    { at: 'DT', reason: 'transfer_out', delta: -2, counted: null, expected: null, note: route },
    { at: 'RV', reason: 'transfer_in', delta: 2, counted: null, expected: null, note: route },
  ])
  expect(await bookedOn(database, beans)).toMatchObject([
    { delta: -11, note: expect.stringContaining('Approved by Ada Admin: Counted twice') },
  ])
  expect(await levelsOf(database, tea)).toEqual({ DT: shelf + 1, RV: (before.tea['RV'] ?? 0) + 2 })
  await expectStockAddsUp(database)

  await page.getByTestId('movements').getByText('Booked').nth(3).waitFor()
  await riverside.page.getByRole('button', { name: 'History' }).click()
  await riverside.page.getByRole('button', { name: 'Whole branch' }).click()
  const arrived = riverside.page
    .getByTestId('movements')
    .last()
    .getByRole('listitem')
    .filter({ hasText: route })
  await arrived.getByText('Booked').waitFor()
  expect(await arrived.textContent()).toMatch(/Arrived.*\+2/)
})

test('[M3] what is not on the shelf any more is not written off: the till says so, and the shelf is counted', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const shirt = await barcodeOf(database, LAST_SHIRT)
  const before = await levelsOf(database, shirt)
  wire.cut()
  await chipSays(lane, 'Offline')
  await openStock(page)
  await scan(page, '1234567')
  await page.getByText('No product has the code 1234567').waitFor()
  await chooseWork(page, 'Damage')
  await page.keyboard.type('3*', { delay: 80 })
  await scan(page, shirt)
  await page.keyboard.press('F9')
  await page.getByText('Choose why the goods are written off.').waitFor()
  await page.getByRole('button', { name: 'Broken' }).click()
  await book(page)
  wire.mend()
  await chipSays(lane, /1 needs help/)

  // Wherever one is, the chip says it, and what is behind the chip leads here.
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Till' }).click()
  await page.getByTestId('search').waitFor()
  await page.getByTestId('status-chip').click()
  await page.getByRole('dialog').getByRole('link', { name: 'Stock' }).click()
  await listens(page)
  const help = page.getByTestId('movements-in-need')
  expect(await help.textContent()).toContain('Asked of the shelf: 3, there: 1. Nothing was booked.')
  expect(await levelsOf(database, shirt)).toEqual(before)
  await help.getByRole('button', { name: 'Count the shelf' }).click()
  await lines(page).getByText('Expected 1, counted 0').waitFor()
  await book(page)
  await chipSays(lane, 'Online · all sent')
  expect(await levelsOf(database, shirt)).toEqual({ ...before, DT: 0 })
  await expectStockAddsUp(database)
})

test('[M2] [C6] what was booked outlives a browser that is killed at that moment, whole, and is on no list again', async () => {
  const wire = await wireTo(server.port)
  const lane = await mortal.open(wire)
  await openTill(lane)
  const [first, second] = (await fullestShelves(database, 4)).slice(2) as [string, string]
  const before = [await levelsOf(database, first), await levelsOf(database, second)]
  wire.cut()
  await chipSays(lane, 'Offline')
  await openStock(lane.page)
  await chooseWork(lane.page, 'Transfer')
  await scan(lane.page, first)
  await scan(lane.page, second)
  await lane.page.getByRole('button', { name: 'Riverside' }).click()
  await book(lane.page)
  await mortal.kill()

  const again = await mortal.open(wire)
  await chipSays(again, '4 waiting')
  await openStock(again.page)
  expect(await again.page.getByRole('radio', { name: /open$/ }).count(), 'open lists').toBe(0)
  wire.mend()
  await signInAgainWhereAsked(again)
  await chipSays(again, 'Online · all sent')
  const after = [await levelsOf(database, first), await levelsOf(database, second)]
  expect(after).toEqual(before.map((level) => ({ DT: level['DT']! - 1, RV: (level['RV'] ?? 0) + 1 })))
  await expectStockAddsUp(database)
  expect([lane, again].flatMap(unexpected)).toEqual([])
})
