import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[C3] a session that ended while offline: selling goes on, and the queue is sent after the next login', async () => {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  lane.expects.push(/401 \(Unauthorized\).*\/auth\/refresh/)
  await openTill(lane)
  const codes = await fullestShelves(database, 4)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers = [await sell(page, codes[0]!), await sell(page, codes[1]!)]
  // Neither the token nor the cookie that renews it is good any more.
  await database.query('update sessions set ended_at = now(), expires_at = now()')
  await reopenTill(lane)
  numbers.push(await sell(page, codes[2]!))
  wire.mend()

  await page.getByText('Sign in again to send. You can go on selling.').waitFor()
  await chipSays(lane, 'Sign in to send · 3 waiting')
  numbers.push(await sell(page, codes[3]!))
  expect(await onServer(database, numbers)).toEqual([])
  await page.getByRole('button', { name: 'Sign in' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Password').fill('demo')
  await form.getByRole('button', { name: 'Sign in' }).click()
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, numbers)).toEqual(
    numbers.toSorted().map((number) => ({ number, status: 'accepted' })),
  )
  await expectStockAddsUp(database)
})
