import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { until, untilState } from './testing/test-lane.ts'

const world = lanesOfTest()
let server: FakeServer

beforeEach(() => {
  server = world.begin()
})
afterEach(() => world.end())

test('[C3] a network that goes without a word is noticed when the browser tells of it, and so is its return', async () => {
  let moved = () => {}
  const shop = await world.lane({ speed: 1, random: () => 1, network: (tell) => (moved = tell) })
  await untilState(
    shop,
    (state) => state.isWriter && state.firstLoad === null && state.connection === 'online',
  )
  let asked = 0
  server.faultOf = () => {
    asked += 1
    return 'request-lost'
  }
  moved()
  // By itself it asks five seconds after its start, and then hardly ever.
  await untilState(shop, (state) => state.connection === 'offline', 3_000)
  expect(asked).toBeGreaterThan(0)
  // Each failure makes the next try wait twice as long: after five it is sixteen seconds.
  for (let tries = 2; tries <= 5; tries += 1) {
    moved()
    await until(() => asked >= tries)
  }
  server.faultOf = () => null
  moved()
  await untilState(shop, (state) => state.connection === 'online', 3_000)
})
