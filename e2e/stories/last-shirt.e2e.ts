import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { barcodeOf, expectStockAddsUp, LAST_SHIRT, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[O3, U2] two lanes sell the last shirt: one sale is accepted, the other a conflict where it was sold and at the desk', async () => {
  const [one, other, desk] = [
    await stories.installed(server.port),
    await stories.installed(server.port),
    await stories.lane(server.port),
  ]
  await openTill(one, 'Front counter')
  await openTill(other, 'Back counter')
  await signIn(desk, 'admin')
  await desk.page.getByRole('link', { name: 'Orders', exact: true }).click()
  await desk.page.getByTestId('orders-table').getByRole('row').nth(5).waitFor()
  const shirt = await barcodeOf(database, LAST_SHIRT)

  one.wire.cut()
  other.wire.cut()
  await Promise.all([chipSays(one, 'Offline'), chipSays(other, 'Offline')])
  const first = await sell(one.page, shirt)
  const second = await sell(other.page, shirt)
  one.wire.mend()
  await chipSays(one, 'Online · all sent')
  other.wire.mend()
  await chipSays(other, /^\d+ needs? help · Online · all sent$/)

  expect(await onServer(database, [first])).toEqual([{ number: first, status: 'accepted' }])
  expect(await onServer(database, [second])).toEqual([{ number: second, status: 'conflict' }])
  await expectStockAddsUp(database)

  const { page } = other
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByTestId('today').getByRole('button', { name: second }).click()
  await page.getByText(`${LAST_SHIRT}: 1 asked, 0 there`).waitFor()
  const row = desk.page.getByTestId('orders-table').getByRole('row').filter({ hasText: second })
  await row.getByText('Conflict').waitFor({ timeout: 30_000 })
  await row.click()
  await desk.page.getByRole('dialog').getByRole('link', { name: 'Decide at the conflict desk' }).click()
  await desk.page.getByTestId('case-panel').getByText('Recount and accept').first().waitFor()
})
