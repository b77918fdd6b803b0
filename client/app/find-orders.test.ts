import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, testBrowser, untilState, uuid } from './testing/test-lane.ts'

const lanes = lanesOfTest()
let server: FakeServer
beforeEach(() => (server = lanes.begin()))
afterEach(() => lanes.end())

test('the orders of a device are found by number, words, kind and the sale they give back, without the network', async () => {
  server.faultOf = () => 'request-lost'
  const shop = await lanes.lane({ browser: testBrowser(), deviceId: uuid(0xd1) })
  await untilState(shop, (state) => state.isWriter)
  const sales: Order[] = []
  for (const second of [1, 2, 3]) {
    const createdAt = `2026-01-01T00:00:0${second}.000Z`
    sales.push(await shop.orders.place(draftOf(0x50 + second, { createdAt })))
  }
  const [first, , last] = sales
  const ids = sales.map(({ id }) => id)
  const refund = { kind: 'refund' as const, refundOf: first?.id ?? '' }
  const { id: back } = await shop.orders.place(
    draftOf(0x60, { ...refund, createdAt: '2026-01-01T00:00:04.000Z' }),
  )
  const find = async (query: Parameters<typeof shop.orders.find>[0], limit = 10) =>
    (await shop.orders.find(query, limit)).map(({ id }) => id)

  expect(await find({ kind: 'sale' })).toEqual(ids.toReversed())
  expect(await find({ kind: 'sale' }, 1)).toEqual([last?.id])
  expect(await find({ number: first?.number ?? '' })).toEqual([first?.id])
  expect(await find({ text: (first?.number ?? '').toLowerCase() })).toEqual([first?.id])
  expect(await find({ text: 'a', kind: 'sale' })).toHaveLength(3)
  expect(await find({ refundOf: first?.id ?? '' })).toEqual([back])
  expect(await find({ text: 'no such thing' })).toEqual([])
  expect(await find({ before: last?.createdAt ?? '' })).toEqual(ids.slice(0, 2).toReversed())
})
