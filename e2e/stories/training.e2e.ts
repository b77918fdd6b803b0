import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { memoryOf } from './support/device-memory.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('a training sells, sends nothing, and is forgotten; the real sale behind it is as it was left', async () => {
  const lane = await stories.lane(server.port)
  const { page, context } = lane
  await openTill(lane)
  const [code = '', other = ''] = await fullestShelves(database, 2)
  const real = await sell(page, code)
  await chipSays(lane, 'Online · all sent')
  await scan(page, other)
  const total = await page.getByTestId('total').textContent()

  const sent: string[] = []
  context.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`)
  })
  await enter(page)
  expect(await page.getByTestId('cart-lines').count()).toBe(0)
  const practised = [await sell(page, code), await sell(page, code, other)]
  expect(practised).toEqual(['TR-L3-000001', 'TR-L3-000002'])
  const paper = page.locator('.on-paper')
  expect(await paper.textContent()).toContain('TRAINING')
  expect(await paper.locator('img').count()).toBe(0)
  await page.waitForTimeout(1_500)
  expect(sent.filter((one) => !one.includes('/auth/refresh'))).toEqual([])

  await page.getByRole('button', { name: 'Leave training' }).click()
  await page.getByTestId('training').waitFor({ state: 'detached' })
  expect(await page.getByTestId('total').textContent()).toBe(total)
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, practised)).toEqual([])
  const kept = JSON.stringify(await memoryOf(page))
  expect(kept).toContain('omnisync.session')
  expect(kept).not.toContain('TR-')
  expect(await sell(page)).toBe(real.replace('000001', '000002'))
  await chipSays(lane, 'Online · all sent')

  // A reload in the middle leaves it too, and a second one begins at nothing.
  await enter(page)
  expect(await sell(page, code)).toBe('TR-L3-000001')
  await page.reload()
  await chipSays(lane, 'Online · all sent')
  expect(await page.getByTestId('training').count()).toBe(0)
  expect(await database.query(`select 1 from orders where number like 'TR-%'`)).toEqual([])
  await expectStockAddsUp(database)
})

async function enter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Training', exact: true }).click()
  await page.getByTestId('training').waitFor()
  await page.locator('[data-testid="search"]:focus').waitFor()
}
