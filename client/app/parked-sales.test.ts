import { firstValueFrom, filter, timeout } from 'rxjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { Shop, TakenAway } from '../database/shop.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { testBrowser, untilState, uuid } from './testing/test-lane.ts'

const lanes = lanesOfTest()
let server: FakeServer
beforeEach(() => (server = lanes.begin()))
afterEach(() => lanes.end())

const cashier = uuid(0xc1)
const [here, there] = [uuid(0xd1), uuid(0xd2)]

function draft(label: string) {
  return {
    label,
    cashierId: cashier,
    customerId: null,
    lines: [],
    discount: 0,
    note: null,
    cart: { id: uuid(0x77), note: 'kept' },
  } as never
}

/** The first list of parked sales that is so. */
function listed(shop: Shop, is: (sales: readonly ParkedSale[]) => boolean): Promise<readonly ParkedSale[]> {
  return firstValueFrom(shop.parked.all$.pipe(filter(is), timeout(10_000)))
}

const cutFrom = (broken: () => boolean) => () => (broken() ? ('request-lost' as const) : null)

test('[M5] a sale is parked and taken up without the network, and survives a restart', async () => {
  server.faultOf = () => 'request-lost'
  const browser = testBrowser()
  const first = await lanes.lane({ browser, deviceId: here })
  await untilState(first, (state) => state.isWriter && state.connection === 'offline')
  const parked = await first.parked.park(draft('coat'))
  await first.close({ force: true })
  lanes.forget()

  const again = await lanes.lane({ browser, deviceId: here })
  await untilState(again, (state) => state.isWriter && state.connection === 'offline')
  expect(await listed(again, (sales) => sales.length === 1)).toMatchObject([
    { label: 'coat', cart: { id: uuid(0x77), note: 'kept' } },
  ])
  expect(await again.parked.claim(parked.id, cashier)).toMatchObject({ kind: 'held' })
  expect(await again.parked.takeUp(parked.id)).toMatchObject({ kind: 'held' })
  expect(await again.parked.takeUp(parked.id)).toEqual({ kind: 'beaten', by: null })
  expect(await listed(again, (sales) => sales.length === 0)).toEqual([])

  server.faultOf = () => null
  await untilState(again, (state) => state.connection === 'online' && state.waiting === 0)
  expect(server.live('parkedSales')).toEqual([])
})

test('[M5] another lane takes it over by the server’s word, with an order id of its own; the first is told', async () => {
  const a = await lanes.lane({ deviceId: here })
  const b = await lanes.lane({ deviceId: there, browser: testBrowser() })
  const parked = await a.parked.park(draft('coat'))
  await listed(b, (sales) => sales.length === 1)
  const told = firstValueFrom(a.parked.taken$.pipe(timeout(10_000)))
  const taken = await b.parked.claim(parked.id, cashier)
  expect(taken).toMatchObject({ kind: 'held', sale: { deviceId: there, cart: { note: 'kept' } } })
  expect(taken.kind === 'held' ? taken.sale.cart?.['id'] : null).not.toBe(uuid(0x77))
  expect(await told).toEqual({ label: 'coat', laneCode: 'L1', wasOpen: false } satisfies TakenAway)
  expect(await a.parked.takeUp(parked.id)).toMatchObject({ kind: 'beaten' })
  expect(await b.parked.takeUp(parked.id)).toMatchObject({ kind: 'held' })
  await untilState(b, (state) => state.waiting === 0)
  expect(server.live('parkedSales')).toEqual([])
})

test('[M5] whoever is beaten to it gets nothing, and without the network nobody takes over', async () => {
  const a = await lanes.lane({ deviceId: here })
  let isCut = false
  const b = await lanes.lane({ deviceId: there, browser: testBrowser() })
  const parked = await a.parked.park(draft('coat'))
  await listed(b, (sales) => sales.length === 1)
  // A has taken it up; the news is still on its way to B.
  server
    .table('parkedSales')
    .set(parked.id, { ...server.table('parkedSales').get(parked.id)!, _deleted: true })
  expect(await b.parked.claim(parked.id, cashier)).toEqual({ kind: 'beaten', by: 'L1' })

  const second = await a.parked.park(draft('hat'))
  await listed(b, (sales) => sales.some(({ id }) => id === second.id))
  isCut = true
  server.faultOf = cutFrom(() => isCut)
  expect(await b.parked.claim(second.id, cashier)).toEqual({ kind: 'no-answer' })
  isCut = false
  expect(server.live('parkedSales')).toMatchObject([{ deviceId: here }])
})

test('[M5] a lane that took its own sale up offline is told when another had it meanwhile', async () => {
  let isCut = false
  const a = await lanes.lane({ deviceId: here })
  const parked = await a.parked.park(draft('coat'))
  await untilState(a, (state) => state.waiting === 0)
  isCut = true
  server.faultOf = cutFrom(() => isCut)
  await a.sync.syncNow()
  await untilState(a, (state) => state.connection === 'offline')
  const told = firstValueFrom(a.parked.taken$.pipe(timeout(10_000)))
  expect(await a.parked.takeUp(parked.id)).toMatchObject({ kind: 'held' })
  server.put('parkedSales', {
    ...server.table('parkedSales').get(parked.id)!,
    deviceId: there,
    laneCode: 'L2',
  })
  isCut = false
  expect(await told).toEqual({ label: 'coat', laneCode: 'L2', wasOpen: true })
  await untilState(a, (state) => state.waiting === 0)
  expect(server.live('parkedSales')).toMatchObject([{ deviceId: there }])
})
