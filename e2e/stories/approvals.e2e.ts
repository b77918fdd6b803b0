import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { seriousOn } from './support/barriers.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves } from './support/shop-facts.ts'

const database = await testDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[A3] a till asks the desk; refused, asked again and approved there, the sale goes on by itself', async () => {
  const desk = await stories.lane(server.port)
  await signIn(desk, 'support')
  const lane = await stories.lane(server.port)
  const { page } = lane
  // What waits moves, and is looked at meanwhile.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openTill(lane)
  const [code] = await fullestShelves(database, 1)
  const sheet = page.getByTestId('approval-sheet')
  await scan(page, code!)
  const whole = await page.getByTestId('total').textContent()
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await sheet.getByText('Asked the desk').waitFor()
  expect(await seriousOn(page), 'sheet').toEqual([])

  // Whatever page is open there says so; the way is the news itself.
  const news = desk.page.getByText('Sam Rivera asks')
  await news.waitFor()
  await desk.page.getByRole('button', { name: 'Look' }).click()
  const asked = desk.page.getByTestId('asked')
  await asked.getByText('Damaged').waitFor()
  expect(await seriousOn(desk.page), 'desk').toEqual([])
  await asked.getByRole('button', { name: 'Refuse' }).click()
  await desk.page.getByLabel('Why not?').fill('Take twenty')
  await desk.page.keyboard.press('Enter')
  await sheet.getByText('Sid Support refused: Take twenty').waitFor({ timeout: 5_000 })
  expect(await page.getByTestId('total').textContent()).toBe(whole)

  // Taken back with the sheet: the desk no longer sees it.
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await asked.waitFor()
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'detached' })

  // So is one whose page is gone.
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await asked.waitFor()
  await page.reload()
  await asked.waitFor({ state: 'detached' })
  await page.getByTestId('cart-lines').waitFor()

  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('radio', { name: 'Last piece' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  const began = performance.now()
  await asked.getByRole('button', { name: 'Approve' }).click()
  await sheet.waitFor({ state: 'detached' })
  // By the stream, and not by looking every ten seconds.
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(await page.getByTestId('total').textContent()).not.toBe(whole)
  const number = await sell(page)
  await chipSays(lane, 'Online · all sent')
  const [order] = await database.query<{ flags: string[]; approvals: { reason: string }[]; id: string }>(
    `select id, flags, approvals from orders where number = $1`,
    [number],
  )
  expect(order).toMatchObject({ flags: [], approvals: [{ kind: 'line_discount', reason: 'Last piece' }] })
  const [used] = await database.query(
    `select state, used_for from approval_requests where state = 'approved'`,
  )
  expect(used).toEqual({ state: 'approved', used_for: order?.id })
  await expectStockAddsUp(database)

  // Without the network there is the PIN, and nobody is sent to a desk that cannot be heard.
  lane.wire.cut()
  await chipSays(lane, 'Offline')
  await scan(page, code!)
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.waitFor()
  expect(await sheet.getByRole('button', { name: 'Ask the desk' }).count()).toBe(0)
})
