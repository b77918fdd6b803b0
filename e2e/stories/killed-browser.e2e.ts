import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { killableBrowser } from './support/killable-browser.ts'
import { chipSays, openTill, signInAgainWhereAsked, unexpected } from './support/lane.ts'
import { sell, sellMany } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer, piecesOnShelves } from './support/shop-facts.ts'
import { wireTo } from './support/wire.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const browser = killableBrowser()
const newBrowser = killableBrowser()
const unluckyBrowser = killableBrowser()
const SALES = 500

test('[C6, U3] 500 offline sales survive a browser killed at the last tick, and all are on the server once', async () => {
  const wire = await wireTo(server.port)
  const lane = await browser.open(wire)
  await openTill(lane)
  const codes = await piecesOnShelves(database, SALES)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers = await sellMany(lane.page, codes)
  await browser.kill()
  expect(new Set(numbers).size).toBe(SALES)
  expect(await onServer(database, numbers)).toEqual([])

  // Opened without the network: all of them are there.
  const again = await browser.open(wire)
  await chipSays(again, `${SALES} waiting`)
  wire.mend()
  await chipSays(again, 'Online · all sent', 120_000)
  const orders = await onServer(database, numbers)
  expect(orders.map(({ number }) => number)).toEqual(numbers.toSorted())
  expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['accepted']))
  await expectStockAddsUp(database)
  expect([lane, again].flatMap(unexpected)).toEqual([])
})

test('[C6] the first sale of a new device survives a browser killed at its tick: the device knows which lane it is', async () => {
  const wire = await wireTo(server.port)
  const lane = await newBrowser.open(wire)
  await openTill(lane, 'New counter')
  const [shelf] = await fullestShelves(database, 1)
  wire.cut()
  await chipSays(lane, 'Offline')
  const number = await sell(lane.page, shelf!)
  await newBrowser.kill()
  newBrowser.forgetWhatComesLate()

  // The same lane opens by itself: asked to sign in or to open a lane, it would be another one, and the sale lost.
  const again = await newBrowser.open(wire)
  await chipSays(again, '1 waiting')
  wire.mend()
  await signInAgainWhereAsked(again)
  await chipSays(again, 'Online · all sent', 120_000)
  const orders = await onServer(database, [number])
  expect(orders.map(({ status }) => status)).toEqual(['accepted'])
  expect([lane, again].flatMap(unexpected)).toEqual([])
})

test('[C6] sales behind a power failure that left zeros in the log of the browser survive the next one', async () => {
  const wire = await wireTo(server.port)
  const lane = await unluckyBrowser.open(wire)
  await openTill(lane, 'Unlucky counter')
  const shelves = await fullestShelves(database, 30)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers = await sellMany(lane.page, shelves.slice(0, 1))
  await unluckyBrowser.kill()
  unluckyBrowser.leaveZerosBehindTheLog()

  const second = await unluckyBrowser.open(wire)
  await chipSays(second, '1 waiting')
  numbers.push(...(await sellMany(second.page, shelves)))
  await unluckyBrowser.kill()

  const third = await unluckyBrowser.open(wire)
  await chipSays(third, `${numbers.length} waiting`)
  wire.mend()
  await signInAgainWhereAsked(third)
  await chipSays(third, 'Online · all sent', 120_000)
  const orders = await onServer(database, numbers)
  expect(orders.map(({ number }) => number)).toEqual(numbers.toSorted())
  expect([lane, second, third].flatMap(unexpected)).toEqual([])
})
