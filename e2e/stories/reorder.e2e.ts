import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { look, seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { scan } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { setDowntown } from './support/shop-facts.ts'
import { book, chooseWork, levelsOf, openStock, setPieces } from './support/stock.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('what runs out is listed with what to order, explained on its page, and saved as a file', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await signIn(desk, 'admin')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // The first night begins when the server does.
  await expect
    .poll(async () => (await database.query('select from velocity_nights')).length, { timeout: 60_000 })
    .toBeGreaterThan(0)
  await page.getByTestId('home-figures').waitFor()
  await page.keyboard.press('Control+k')
  const palette = page.getByTestId('palette')
  await palette.waitFor()
  await page.keyboard.type('Reorder')
  await palette.getByRole('option', { selected: true }).getByText('Reorder').waitFor()
  await page.keyboard.press('Enter')
  const rows = page.getByTestId('reorder').locator('tbody tr')
  await rows.first().waitFor()
  await page.getByTestId('back-test').getByText('the plain mean of 30 days').waitFor()
  await look(page, 'reorder')
  const all = await rows.count()
  expect(all).toBeGreaterThan(10)

  await page.getByLabel('Branch').selectOption({ label: 'Riverside' })
  await expect.poll(() => rows.count()).toBeLessThan(all)
  expect(page.url()).toContain('branchId=')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('Order at')
  expect(lines).toHaveLength((await rows.count()) + 1)

  const [shelf] = await database.query<{ title: string; sku: string; point: number }>(
    `select p.title, p.sku, coalesce(l.reorder_point, l.suggested_point) as point
     from stock_levels l
     join products p on p.tenant_id = l.tenant_id and p.id = l.product_id and p.status = 'active'
     join branches b on b.tenant_id = l.tenant_id and b.id = l.branch_id and b.name = 'Riverside'
     where l.velocity > 0 and l.on_hand <= coalesce(l.reorder_point, l.suggested_point)
     order by l.velocity desc limit 1`,
  )
  await page.getByLabel('Product, SKU, category or vendor').fill(shelf?.sku ?? '')
  await expect.poll(() => rows.count()).toBe(1)
  await rows.first().getByRole('link').click()
  const demand = page.getByTestId('demand')
  await demand.getByText('Sold by day').waitFor()
  expect(await demand.innerText()).toMatch(new RegExp(`Order at\\s+${shelf?.point}\\b`))
  expect(await seriousOn(page), 'demand').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await seriousOn(page), 'demand in the dark').toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goBack()
  await rows.first().waitFor()
  await look(page, 'reorder on a phone in the dark')
})

test('a till says for how long what it finds will last, where that is not long', async () => {
  // Downtown's cashiers may count away as much as this takes.
  await setDowntown(database, { limits: { negativeRecount: 1_000 } })
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  const [shelf] = await database.query<{ sku: string; barcode: string; pace: number }>(
    `select p.sku, p.barcode, l.velocity as pace
     from stock_levels l
     join products p on p.tenant_id = l.tenant_id and p.id = l.product_id and p.status = 'active'
     join branches b on b.tenant_id = l.tenant_id and b.id = l.branch_id and b.name = 'Downtown'
     where l.on_hand > 0 and p.barcode is not null order by l.velocity desc nulls last limit 1`,
  )
  if (!shelf) throw new Error('nothing of the demo shop has a pace')
  const left = Math.max(1, Math.round(shelf.pace * 3))
  await openStock(page)
  await chooseWork(page, 'Recount')
  await scan(page, shelf.barcode)
  await setPieces(page, left)
  await book(page)
  await expect.poll(async () => (await levelsOf(database, shelf.barcode))['DT']).toBe(left)
  await chipSays(lane, 'Online · all sent')
  await page.goto(`${lane.wire.origin}/till`)
  await page.locator('[data-testid="search"]:focus').waitFor()
  await page.keyboard.type(shelf.sku, { delay: 80 })
  await page
    .locator('#till-hits')
    .getByText(`about ${Math.round(left / shelf.pace)} day`)
    .first()
    .waitFor()
})
