import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { filmOfCode } from './support/film-of-code.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const [code = ''] = await fullestShelves(database, 1)
const stories = browserForStories(filmOfCode(code))

test('a code before the camera goes into the sale once, without the network too', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  wire.cut()
  await chipSays(lane, 'Offline')
  await reopenTill(lane)

  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  const last = page.getByTestId('camera-last')
  await last.waitFor()
  const words = await last.textContent()
  expect(words).toMatch(/^1 × /)
  // It lies there for two seconds more and is still one piece.
  await page.waitForTimeout(2_000)
  expect(await last.textContent()).toBe(words)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByTestId('camera').waitFor({ state: 'detached' })
  expect(await page.getByTestId('cart-lines').getByRole('listitem').count()).toBe(1)
})

test('a key that was given to another action does that from then on, after a reload too; the browser’s are refused', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  await page.keyboard.press('?')
  const keys = page.getByTestId('keys')
  const exact = keys.locator('[data-action="exact"]')
  await exact.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('F5')
  await keys.getByText('F5 belongs to the browser').waitFor()
  await page.keyboard.press('F9')
  await keys.getByText('F9 is “Pay” already').waitFor()
  await page.keyboard.press('PageDown')
  await exact.getByText('PgDn').waitFor()
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })

  await reopenTill(lane)
  await scan(page, code)
  await page.keyboard.press('F10')
  await page.waitForTimeout(300)
  expect(await page.getByTestId('sold').count()).toBe(0)
  await page.keyboard.press('PageDown')
  await tick(page)
})
