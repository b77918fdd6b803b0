import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { inWorkers, type InWorkers } from './support/in-workers.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

type Written = { database: string; durability: string }

/** Notes every transaction that writes, with the durability that the browser gave it. */
function noteWrites(): void {
  const written: Written[] = []
  Object.assign(globalThis, { written })
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (stores, ...how) {
    const begun = transaction.call(this, stores, ...how)
    const { durability, mode } = begun
    if (mode === 'readwrite') written.push({ database: this.name, durability })
    return begun
  }
}

test('[C6] a till sells without the network, through a reload, and sends by itself once the line is back', async () => {
  let workers: InWorkers | undefined
  const lane = await stories.installed(server.port, async (context) => {
    workers = inWorkers(context, noteWrites, undefined)
  })
  const { page, wire } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 3)
  wire.cut()
  await chipSays(lane, 'Offline')

  const newWrites = () =>
    workers!.ask(() => (globalThis as unknown as { written: Written[] }).written.splice(0))
  await newWrites()
  const first = await sell(page, codes[0]!)
  const second = await sell(page, codes[1]!, codes[1]!, codes[2]!)
  // The tick has appeared: what was written for it lies on the disk, not in the system's memory.
  const ofOrders = (await newWrites())
    .flat()
    .filter(({ database: name }) => name.endsWith('-intents--0--orders'))
  expect(ofOrders.length).toBeGreaterThan(0)
  expect(new Set(ofOrders.map(({ durability }) => durability))).toEqual(new Set(['strict']))
  await chipSays(lane, '2 waiting')
  await scan(page, codes[2]!)
  await page.getByTestId('cart-lines').getByRole('listitem').first().waitFor()
  await reopenTill(lane)
  await chipSays(lane, '2 waiting')
  await page.getByTestId('cart-lines').getByRole('listitem').first().waitFor()
  const third = await sell(page)
  await chipSays(lane, '3 waiting')
  expect(await onServer(database, [first, second, third])).toEqual([])

  wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, [first, second, third])).toEqual(
    [first, second, third].toSorted().map((number) => ({ number, status: 'accepted' })),
  )
  await page.getByRole('button', { name: 'Today' }).click()
  await expect.poll(() => page.getByTestId('today').getByText('Accepted').count()).toBe(3)
  await expectStockAddsUp(database)
})

test('[C3] a till whose browser is told to be offline says so before anything is sold, and when it is over', async () => {
  const lane = await stories.lane(server.port)
  await openTill(lane)
  const context = lane.page.context()
  // Its sockets may live on.
  lane.expects.push(/ERR_INTERNET_DISCONNECTED/)
  await context.setOffline(true)
  await chipSays(lane, 'Offline')
  await context.setOffline(false)
  await chipSays(lane, 'Online · all sent')
})
