import { expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import { openBucket } from './bucket.ts'

test('a bucket gives what is in it, and fills up by the second', () => {
  let now = 0
  const bucket = openBucket({ maximumAvailable: 100, restoreRate: 10 }, () => now)
  expect(bucket.take(60)).toBe(true)
  expect(bucket.take(60)).toBe(false)
  expect(bucket.status().currentlyAvailable).toBe(40)
  now = 1_500
  expect(bucket.status().currentlyAvailable).toBe(55)
  now = 60_000
  expect(bucket.status().currentlyAvailable).toBe(100)
  bucket.giveBack(50)
  expect(bucket.status().currentlyAvailable).toBe(100)
})

test('an empty bucket throttles with HTTP 200 and takes nothing; who waits for the difference gets through', async () => {
  const shop = await openTestShopify({ limits: { maximumAvailable: 20, restoreRate: 5 } })
  const dear = '{ products(first: 250) { nodes { id } } }'
  expect((await shop.ask(dear)).errors).toBeUndefined()
  // Thirteen were asked for and three were needed: what was not is given back at once.
  expect((await shop.ask(dear)).extensions!.cost.throttleStatus.currentlyAvailable).toBe(14)
  await shop.ask(dear)
  const throttled = await shop.ask(dear)
  expect(throttled.errors).toMatchObject([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }])
  expect(throttled.extensions!.cost).toEqual({
    requestedQueryCost: 13,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 20, currentlyAvailable: 11, restoreRate: 5 },
  })
  await shop.clock.advance(1_000)
  expect((await shop.ask(dear)).errors).toBeUndefined()
  await shop.close()
})
