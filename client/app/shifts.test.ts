import { filter, firstValueFrom, timeout } from 'rxjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Shift } from '../../shared/shifts/shift.ts'
import type { Shop } from '../database/shop.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, testBrowser, untilState, uuid } from './testing/test-lane.ts'

const lanes = lanesOfTest()
let server: FakeServer
beforeEach(() => (server = lanes.begin()))
afterEach(() => lanes.end())

const actorId = uuid(0xc1)
const opening = { openingFloat: 5_000, actorId } as never
const count = (pieces: number) => ({
  currency: 'USD',
  counts: [{ currency: 'USD', value: 100, pieces }] as never,
  note: null,
  actorId,
})

function newest(shop: Shop, is: (shift: Shift | undefined) => boolean): Promise<readonly Shift[]> {
  return firstValueFrom(
    shop.shifts.own$.pipe(
      filter(([shift]) => is(shift)),
      timeout(10_000),
    ),
  )
}

test('[O1] a shift opens, takes its sales and closes without the network; the next one has the next number', async () => {
  server.faultOf = () => 'request-lost'
  const browser = testBrowser()
  const till = await lanes.lane({ browser })
  await untilState(till, (state) => state.isWriter && state.connection === 'offline')
  expect((await till.orders.place(draftOf(1))).shiftId).toBe(null)
  const shift = await till.shifts.open(opening)
  expect((await till.shifts.open(opening)).id).toBe(shift.id)
  const sales = [await till.orders.place(draftOf(2)), await till.orders.place(draftOf(3))]
  expect(sales.map(({ shiftId }) => shiftId)).toEqual([shift.id, shift.id])
  const out = { direction: 'out', amount: 1_000, reason: 'Bank', actorId, approval: null } as const
  await till.shifts.moveCash(shift.id, out as never)
  expect((await till.shifts.report(shift.id, 'USD')).report).toMatchObject({
    sales: { count: 2, total: 200 },
    expected: [{ currency: 'USD', amount: 4_200 }],
  })

  // A sale that is pressed while the drawer is being closed is in the report or after it, never between.
  const [closed, late] = await Promise.all([
    till.shifts.close(shift.id, count(41)),
    till.orders.place(draftOf(4)),
  ])
  expect(closed).toMatchObject({ number: 1, countedCash: 4_100, expectedCash: 4_200 })
  expect(closed.closing).toMatchObject({ sales: { count: 2 }, openCount: 2 })
  expect(closed.closing?.open.map(({ number }) => number)).toEqual(sales.map(({ number }) => number))
  expect(late.shiftId).toBe(null)
  await expect(till.shifts.moveCash(shift.id, out as never)).rejects.toThrow('closed')
  await till.close({ force: true })
  lanes.forget()

  const again = await lanes.lane({ browser })
  await untilState(again, (state) => state.isWriter)
  expect((await again.shifts.open(opening)).number).toBe(2)
})

test('[U3] what a shift did offline reaches the server whole, and what is settled then amends its report', async () => {
  server.isShort = (order) => order.id === draftOf(2).id
  const till = await lanes.lane({})
  await untilState(till, (state) => state.isWriter)
  const shift = await till.shifts.open(opening)
  let isCut = true
  server.faultOf = () => (isCut ? 'request-lost' : null)
  await till.orders.place(draftOf(1))
  await till.orders.place(draftOf(2))
  const move = { direction: 'in', amount: 300, reason: 'Change', actorId, approval: null } as never
  await till.shifts.moveCash(shift.id, move)
  const closed = await till.shifts.close(shift.id, count(50))
  expect((await till.shifts.report(shift.id, 'USD')).amendment).toBe(null)

  isCut = false
  await untilState(till, (state) => state.waiting === 0 && state.connection === 'online')
  await newest(till, (one) => (one?.seq ?? 0) > 0)
  const { amendment } = await till.shifts.report(shift.id, 'USD')
  expect(amendment).toMatchObject({
    settled: [
      { status: 'pending', now: 'accepted' },
      { status: 'pending', now: 'conflict' },
    ],
    added: { count: 0 },
  })
  const [stored] = server.live('shifts')
  expect(stored).toMatchObject({
    closing: closed.closing,
    countedCash: 5_000,
    cashMovements: [{ amount: 300 }],
  })
  // The report of the close itself stands.
  const [kept] = await newest(till, () => true)
  expect(kept?.closing).toEqual(closed.closing)
})

test('[E3] a lane whose code is another’s goes on under its new one: its own numbers, and the shift that was open is whole', async () => {
  server.faultOf = () => 'request-lost'
  const browser = testBrowser()
  const before = await lanes.lane({ browser })
  await untilState(before, (state) => state.isWriter)
  const shift = await before.shifts.open(opening)
  expect((await before.orders.place(draftOf(1))).number).toBe('DT-L1-000001')
  await before.close({ force: true })
  lanes.forget()

  const until = new Date(Date.now() + 1_000).toISOString()
  const lane = { code: 'L2', former: [{ code: 'L1', until }] }
  const till = await lanes.lane({ browser, lane })
  await untilState(till, (state) => state.isWriter)
  const sold = await till.orders.place(draftOf(2))
  expect([sold.number, sold.shiftId]).toEqual(['DT-L2-000001', shift.id])
  expect((await till.shifts.report(shift.id, 'USD')).report.sales.count).toBe(2)
  expect((await till.shifts.close(shift.id, count(52))).closing?.sales.count).toBe(2)
})

test('[O7] a lane hears of what the other drawers of its branch have paid out, and shows the shifts of its own', async () => {
  const other = await lanes.lane({ deviceId: uuid(0xd2), lane: { code: 'L2' } })
  await untilState(other, (state) => state.isWriter)
  const theirs = await other.shifts.open(opening)
  const out = { direction: 'out', amount: 1_000, reason: 'Paid back: DT-L1-000001', actorId, approval: null }
  await other.shifts.moveCash(theirs.id, out as never)
  await untilState(other, (state) => state.waiting === 0 && state.connection === 'online')

  const till = await lanes.lane({ browser: testBrowser() })
  const paid = till.shifts.all$.pipe(
    filter((all) => all.some(({ cashMovements }) => cashMovements.length === 1)),
    timeout(10_000),
  )
  expect(await firstValueFrom(paid)).toMatchObject([{ id: theirs.id, cashMovements: [{ amount: 1_000 }] }])
  expect(await firstValueFrom(till.shifts.own$)).toEqual([])
})
