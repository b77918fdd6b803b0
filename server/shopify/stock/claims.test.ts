import { expect, test } from 'vitest'
import type { OrderTruth, TruthLine } from '../mapping/node-order.ts'
import { accountFor } from './claims.ts'
import type { Account } from './claims.ts'

const line = (lineId: string, quantity: number, kept = quantity): TruthLine => ({
  lineId,
  quantity,
  kept,
  of: { variantId: `v${lineId}`, itemId: `i${lineId}`, productId: 'p' },
  sku: null,
  title: lineId,
  unitPrice: 100 as never,
  total: (100 * quantity) as never,
})
const order = (changes: Partial<OrderTruth>): OrderTruth => ({
  orderId: '1',
  name: '#1',
  createdAt: '',
  updatedAt: '',
  cancelledAt: null,
  isTest: false,
  lines: [],
  places: [],
  refunds: [],
  total: 0 as never,
  ...changes,
})
const none = { claims: [], refunds: [] }
const at = (locationId: string, lineId: string, quantity: number) => ({ locationId, lineId, quantity })
const refund = (refundId: string, ...lines: OrderTruth['refunds'][number]['lines']) => ({
  refundId,
  createdAt: '',
  note: null,
  paidBack: 0 as never,
  lines,
})
const back = (lineId: string, quantity: number, locationId: string | null) => ({
  lineId,
  quantity,
  locationId,
  isRestocked: locationId !== null,
})
const booked = ({ claims }: Account) =>
  claims.map((claim) => ({ ...claim, documentId: `d${claim.part}`, isOpen: false }))
const short = ({ moves }: Account) => moves.map((move) => `${move.itemId}@${move.locationId} ${move.delta}`)

test('a line whose pieces go out from two locations is two claims', () => {
  const account = accountFor(
    order({ lines: [line('a', 5)], places: [at('X', 'a', 3), at('Y', 'a', 2)] }),
    none,
    'X',
  )
  expect(account.claims).toMatchObject([
    { locationId: 'X', taken: 3, quantity: 3, part: 1, isOpen: true },
    { locationId: 'Y', taken: 2, part: 1 },
  ])
  expect(short(account)).toEqual(['ia@X -3', 'ia@Y -2'])
})

test('what is known already changes nothing', () => {
  const now = order({
    lines: [line('a', 5, 4)],
    places: [at('X', 'a', 4)],
    refunds: [refund('r', back('a', 1, 'X'))],
  })
  const first = accountFor(now, none, 'X')
  expect(short(first)).toEqual(['ia@X -4', 'ia@X -1', 'ia@X 1'])
  const again = accountFor(now, first, 'X')
  expect(again).toEqual({ claims: first.claims, refunds: [], moves: [] })
})

test('pieces and lines that are added later are a further part, once the first is booked', () => {
  const first = accountFor(order({ lines: [line('a', 1)], places: [at('X', 'a', 1)] }), none, 'X')
  const more = order({
    lines: [line('a', 3), line('b', 1)],
    places: [at('X', 'a', 3), at('Y', 'b', 1)],
  })
  expect(accountFor(more, first, 'X').claims).toMatchObject([
    { taken: 3, part: 1 },
    { lineId: 'b', part: 1 },
  ])
  const second = accountFor(more, { claims: booked(first), refunds: [] }, 'X')
  expect(second.claims).toMatchObject([
    { lineId: 'a', taken: 1, part: 1 },
    { lineId: 'a', taken: 2, part: 2 },
    { lineId: 'b', taken: 1, part: 2, locationId: 'Y' },
  ])
  expect(short(second)).toEqual(['ia@X -2', 'ib@Y -1'])
})

test('what came back lies where Shopify put it, or nowhere', () => {
  const sold = { lines: [line('a', 4, 1)], places: [at('X', 'a', 2), at('Y', 'a', 2)] }
  const first = accountFor(order({ ...sold, lines: [line('a', 4)] }), none, 'X')
  const account = accountFor(
    order({ ...sold, refunds: [refund('r', back('a', 2, 'Y'), back('a', 1, null))] }),
    { claims: booked(first), refunds: [] },
    'X',
  )
  expect(account.refunds).toMatchObject([
    {
      refundId: 'r',
      isOpen: true,
      pieces: [
        { locationId: 'Y', quantity: 2, restockedAt: 'Y' },
        { locationId: 'X', quantity: 1, restockedAt: null },
      ],
    },
  ])
  expect(short(account)).toEqual(['ia@Y 2'])
  expect(account.claims.map(({ quantity }) => quantity)).toEqual([1, 0])
})

test('what an edit took off without a refund is taken off once', () => {
  const first = accountFor(order({ lines: [line('a', 4)], places: [at('X', 'a', 4)] }), none, 'X')
  const edited = (kept: number) => order({ lines: [line('a', 4, kept)], places: [at('X', 'a', kept)] })
  const once = accountFor(edited(3), first, 'X')
  expect(once.refunds).toMatchObject([{ refundId: 'edit/a/1', pieces: [{ quantity: 1, restockedAt: 'X' }] }])
  const twice = accountFor(edited(1), { claims: once.claims, refunds: once.refunds }, 'X')
  expect(twice.refunds).toMatchObject([{ refundId: 'edit/a/3', pieces: [{ quantity: 2 }] }])
  expect(
    accountFor(edited(1), { claims: twice.claims, refunds: [...once.refunds, ...twice.refunds] }, 'X').moves,
  ).toEqual([])
})

test('an order that was cancelled before it was ever seen took its pieces where it put them back', () => {
  const account = accountFor(
    order({ lines: [line('a', 2, 0)], refunds: [refund('r', back('a', 2, 'Y'))] }),
    none,
    'X',
  )
  expect(account.claims).toMatchObject([{ locationId: 'Y', taken: 2, quantity: 0 }])
  expect(short(account)).toEqual(['ia@Y -2', 'ia@Y 2'])
})

test('a line of no variant takes nothing', () => {
  const account = accountFor(order({ lines: [{ ...line('a', 2), of: null }] }), none, 'X')
  expect(account).toEqual({ claims: [], refunds: [], moves: [] })
})
