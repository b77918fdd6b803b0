import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[C2] a second tab of a lane only shows, no order is sent twice, and it takes over when the first closes', async () => {
  const lane = await stories.lane(server.port)
  const { page, context } = lane
  const pushed: { by: object; ids: string[] }[] = []
  context.on('request', (request) => {
    if (!request.url().includes('/orders/push')) return
    const rows = (request.postDataJSON() as { rows: { newDocumentState: { id: string } }[] }).rows
    pushed.push({ by: request.frame().page(), ids: rows.map((row) => row.newDocumentState.id) })
  })
  await openTill(lane)
  const codes = await fullestShelves(database, 6)
  const second = await context.newPage()
  await second.goto(lane.wire.origin)
  await second.getByText('This till is open in another tab').waitFor()

  // One stands in the cart and one in the bar of a phone; the one in sight is shut.
  const pay = second.getByTestId('pay').filter({ visible: true })
  // The till is drawn in parts, of which its words may come first.
  await pay.waitFor()
  await scan(second, codes[0]!)
  await second.keyboard.press('F10')
  expect(await pay.count()).toBe(1)
  expect(await pay.isEnabled()).toBe(false)
  expect(await second.getByTestId('cart-lines').count()).toBe(0)
  const numbers = []
  // Keys go to the tab in front; one behind it draws nothing.
  await page.bringToFront()
  for (const code of codes.slice(0, 5)) numbers.push(await sell(page, code))
  await chipSays(lane, 'Online · all sent')
  await second.bringToFront()
  // What one tab sold the other shows.
  await second.getByRole('button', { name: 'Today' }).click()
  await expect.poll(() => second.getByTestId('today').getByText('Accepted').count()).toBe(5)
  await second.keyboard.press('Escape')
  await second.getByTestId('today').waitFor({ state: 'detached' })
  // Nor does it open or close a drawer; it says why, in the reader's language.
  await second.getByTestId('shift').click()
  const drawer = second.getByTestId('shift-sheet')
  await drawer.getByText('This till is open in another tab').waitFor()
  expect(await drawer.getByTestId('float').count()).toBe(0)
  await second.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(pushed.filter(({ by }) => by === second)).toEqual([])
  const ids = pushed.flatMap((one) => one.ids)
  expect(ids.length).toBe(5)
  expect(new Set(ids).size).toBe(5)

  await page.close()
  await second.getByText('This till is open in another tab').waitFor({ state: 'detached' })
  await second.getByTestId('search').click()
  numbers.push(await sell(second, codes[5]!))
  await chipSays({ page: second }, 'Online · all sent')
  expect((await onServer(database, numbers)).map((order) => order.status)).toEqual(Array(6).fill('accepted'))
  await expectStockAddsUp(database)
})
