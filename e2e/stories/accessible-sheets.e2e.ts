import { test } from 'vitest'
import { look } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, openTill } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('no serious axe violation on keys, import, camera, menu and training, and nothing to press is too small', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  await page.keyboard.press('?')
  await page.locator('[data-action="exact"]').click()
  await page.keyboard.press('F9')
  await page.getByText('F9 is “Pay” already').waitFor()
  await look(page, 'keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByTestId('keys').waitFor({ state: 'detached' })
  await page.getByTestId('status-chip').click()
  await page.getByRole('button', { name: 'Import a file' }).click()
  await look(page, 'import')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page.getByTestId('camera').waitFor()
  await look(page, 'camera')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Training', exact: true }).waitFor()
  await look(page, 'menu')
  await page.getByRole('button', { name: 'Training', exact: true }).click()
  await page.getByTestId('training').waitFor()
  const [code = ''] = await fullestShelves(database, 1)
  await scan(page, code)
  await look(page, 'training')
  await sell(page)
  await look(page, 'sold in training')
})
