import { expect, test } from 'vitest'
import type { Order } from './order.ts'
import { isDeskRefund, owedInCash } from './owed-in-cash.ts'

const order = (more: object): Order =>
  ({
    id: 'sale',
    number: 'DT-L1-000123',
    kind: 'sale',
    source: 'pos',
    shiftId: 'shift',
    refundOf: null,
    status: 'cancelled',
    payments: [{ type: 'cash', amount: 2_400 }],
    ...more,
  }) as unknown as Order
const out = (amount: number, reason: string) => ({ direction: 'out' as const, amount, reason })

test('a sale that was called off owes the cash it took, less what tills gave back for it and what was paid out', () => {
  expect(owedInCash(order({}), null, [], [])).toBe(2_400)
  const mixed = [
    { type: 'card', amount: 1_000 },
    { type: 'cash', amount: 1_398, tendered: 1_400, change: 2 },
    { type: 'rounding', amount: 0, tendered: 2, change: 2 },
  ]
  expect(owedInCash(order({ payments: mixed }), null, [], []), 'what rounding kept lies in the drawer').toBe(
    1_400,
  )
  expect(owedInCash(order({ payments: [{ type: 'card', amount: 2_400 }] }), null, [], [])).toBe(0)
  const refund = order({ id: 'r', kind: 'refund', refundOf: 'sale', number: 'DT-L1-000124' })
  for (const status of ['conflict', 'cancelled', 'pending'])
    expect(owedInCash(order({}), null, [{ ...refund, status } as Order], []), status).toBe(0)
  expect(owedInCash(order({}), null, [{ ...refund, refundOf: 'other' } as Order], [])).toBe(2_400)
  expect(owedInCash(order({}), null, [], [out(400, 'Paid back: DT-L1-000123')])).toBe(2_000)
  expect(owedInCash(order({}), null, [], [out(400, 'Paid back: DT-L1-0001234')])).toBe(2_400)
  expect(owedInCash(order({}), null, [], [out(400, 'Paid back (DT-L1-000123), Ann')])).toBe(2_000)
  const back = { ...out(2_400, 'DT-L1-000123'), direction: 'in' as const }
  expect(owedInCash(order({}), null, [], [out(2_400, 'DT-L1-000123'), back]), 'put in again').toBe(2_400)
  expect(owedInCash(order({}), null, [], [out(9_000, 'DT-L1-000123')])).toBe(0)
})

test('a refund that the desk made belongs to no drawer and is owed; one that a till gave is not', () => {
  const made = { kind: 'refund', status: 'accepted', refundOf: 'sale', shiftId: null }
  const desks = order({ ...made, id: 'r', number: 'DT-L1-000123-R' })
  expect(isDeskRefund(desks)).toBe(true)
  expect(owedInCash(desks, null, [], [])).toBe(2_400)
  expect(owedInCash(desks, null, [], [out(2_400, 'Paid back: DT-L1-000123-R')])).toBe(0)
  expect(isDeskRefund(order({ ...made, number: 'DT-L1-000124' })), 'given before the shift was opened').toBe(
    false,
  )
  for (const status of ['pending', 'accepted', 'conflict', 'rejected'])
    expect(owedInCash(order({ status }), null, [], []), status).toBe(0)
})

test('what a till gave back already is not paid a second time for a refund of the desk', () => {
  const sale = order({ status: 'accepted' })
  const desks = order({ kind: 'refund', id: 'r', number: 'DT-L1-000123-R', refundOf: 'sale', shiftId: null })
  const half = { ...desks, payments: [{ type: 'cash', amount: 1_200 }] } as Order
  const till = order({ kind: 'refund', id: 't', refundOf: 'sale', number: 'DT-L1-000124' })
  expect(owedInCash(half, sale, [half], [])).toBe(1_200)
  const given = (amount: number) => ({ ...till, payments: [{ type: 'cash', amount }] }) as Order
  expect(owedInCash(half, sale, [half, given(2_400)], [])).toBe(0)
  expect(owedInCash(half, sale, [half, given(1_200)], []), 'for the piece that was handed over').toBe(1_200)
})

test('nothing more is owed than was taken, and what an online shop gave back is no matter of a drawer', () => {
  const back = { direction: 'in' as const, amount: 5_000, reason: 'DT-L1-000123' }
  expect(owedInCash(order({}), null, [], [back])).toBe(2_400)
  const online = order({
    kind: 'refund',
    source: 'shopify',
    number: '#1001-R',
    shiftId: null,
    refundOf: 'sale',
  })
  expect(isDeskRefund(online)).toBe(false)
})

test('[O7] in a branch without small coins what is owed is what coins can pay, and less than half of one is nothing', () => {
  const desks = (amount: number) =>
    order({
      id: 'r',
      kind: 'refund',
      number: 'DT-L1-000123-R',
      refundOf: 'sale',
      shiftId: null,
      payments: [{ type: 'cash', amount }],
    })
  const owed = (amount: number, paid: number) =>
    owedInCash(desks(amount), order({}), [], paid > 0 ? [out(paid, 'Paid back: DT-L1-000123-R')] : [], 5)
  expect([owed(1_403, 0), owed(1_402, 0), owed(1_400, 0)]).toEqual([1_405, 1_400, 1_400])
  expect([owed(1_403, 1_405), owed(1_402, 1_400)], 'paid as coins can').toEqual([0, 0])
  expect(owed(1_403, 1_400), 'one coin too few was typed').toBe(5)
  expect(owed(1_403, 700), 'in two parts').toBe(705)
  expect([owed(2, 0), owed(3, 0)]).toEqual([0, 5])
})
