import { expect, test } from 'vitest'
import { piecesBack } from '../orders/settle.ts'
import { decideCase, fittingActions, fulfil } from './decide-case.ts'
import type { OpenCase } from './decide-case.ts'
import type { SettleBody } from './settle-case.ts'

const line = (id: string, productId: string, quantity: number) => ({ id, productId, quantity })
const caseOf = (lines: object[], conflict: object = {}): OpenCase =>
  ({
    branchId: 'here',
    status: 'conflict',
    lines,
    conflict: { reason: 'insufficient_stock', shortages: [], settlement: null, ...conflict },
  }) as unknown as OpenCase
const stock = (levels: Record<string, number>) => new Map(Object.entries(levels))
const body = (rest: object) => ({ reason: 'seen', ...rest }) as unknown as SettleBody
const told = (decision: ReturnType<typeof decideCase>) =>
  decision.kind === 'accepted'
    ? decision.moves.map(
        ({ reason, branchId, productId, delta, balance }) =>
          `${reason} ${branchId} ${productId} ${delta} = ${balance}`,
      )
    : [decision]

test('[O7] a recount finds what is missing, line by line, two lines of one product too', () => {
  const onHand = stock({ 'here:A': 1 })
  const decision = decideCase(
    caseOf([line('1', 'A', 1), line('2', 'A', 2)]),
    body({ action: 'recount' }),
    onHand,
  )
  expect(told(decision)).toEqual(['sale here A -1 = 0', 'found here A 2 = 2', 'sale here A -2 = 0'])
})

test('[O7] what was counted after the goods left is not taken a second time', () => {
  const lines = [line('1', 'A', 3), line('2', 'B', 1)]
  const counted = new Set(['here:A'])
  const onHand = stock({ 'here:A': 4 })
  expect(told(decideCase(caseOf(lines), body({ action: 'recount' }), onHand, counted))).toEqual([
    'found here A 3 = 7',
    'sale here A -3 = 4',
    'found here B 1 = 1',
    'sale here B -1 = 0',
  ])
  expect(fulfil(caseOf(lines), stock({ 'here:B': 1 }), counted), 'one count more closes it').toMatchObject({
    kind: 'accepted',
  })
})

test('[O7] [M2] a transfer brings exactly what is missing, as pairs, and never more than the other branch has', () => {
  const lines = [line('1', 'A', 3), line('2', 'B', 1)]
  const transfer = body({ action: 'transfer', fromBranchId: 'there' })
  const decision = decideCase(caseOf(lines), transfer, stock({ 'here:A': 1, 'here:B': 1, 'there:A': 5 }))
  expect(told(decision)).toEqual([
    'transfer_out there A -2 = 3',
    'transfer_in here A 2 = 3',
    'sale here A -3 = 0',
    'sale here B -1 = 0',
  ])
  expect(decideCase(caseOf(lines), transfer, stock({ 'here:A': 1, 'there:A': 1, 'there:B': 1 }))).toEqual({
    kind: 'short',
    lacks: [{ branchId: 'there', productId: 'A', requested: 2, available: 1 }],
  })
  expect(decideCase(caseOf(lines), transfer, stock({ 'here:A': 3, 'here:B': 1 }))).toEqual({
    kind: 'unfitting',
    why: 'nothing-missing',
  })
  const own = body({ action: 'transfer', fromBranchId: 'here' })
  expect(decideCase(caseOf(lines), own, stock({}))).toEqual({ kind: 'unfitting', why: 'own-branch' })
})

test('[O7] substitutes are handed over for some pieces of a line, the rest from its own shelf', () => {
  const lines = [line('1', 'A', 3)]
  const swap = (quantity: number, productId = 'B', lineId = '1') =>
    body({ action: 'substitute', substitutes: [{ lineId, productId, quantity }] })
  const decision = decideCase(caseOf(lines), swap(2), stock({ 'here:A': 1, 'here:B': 2 }))
  expect(told(decision)).toEqual(['sale here A -1 = 0', 'sale here B -2 = 0'])
  expect(decision).toMatchObject({
    given: [
      { lineId: '1', productId: 'A', quantity: 1 },
      { lineId: '1', productId: 'B', quantity: 2 },
    ],
  })
  expect(decideCase(caseOf(lines), swap(2), stock({ 'here:A': 0, 'here:B': 9 }))).toMatchObject({
    kind: 'short',
    lacks: [{ productId: 'A', requested: 1, available: 0 }],
  })
  const why = (of: SettleBody) => decideCase(caseOf(lines), of, stock({ 'here:A': 9, 'here:B': 9 }))
  expect(why(swap(4))).toEqual({ kind: 'unfitting', why: 'too-many' })
  expect(why(swap(1, 'A'))).toEqual({ kind: 'unfitting', why: 'same-product' })
  expect(why(swap(1, 'B', '7'))).toEqual({ kind: 'unfitting', why: 'unknown-line' })
})

test('[O7] partial hands over what is there and names what is to be paid back', () => {
  const lines = [line('1', 'A', 3), line('2', 'A', 1), line('3', 'B', 1)]
  const decision = decideCase(caseOf(lines), body({ action: 'partial' }), stock({ 'here:A': 2, 'here:B': 1 }))
  expect(told(decision)).toEqual(['sale here A -2 = 0', 'sale here B -1 = 0'])
  expect(decision).toMatchObject({
    given: [
      { lineId: '1', quantity: 2 },
      { lineId: '2', quantity: 0 },
    ],
    unpaid: [
      { lineId: '1', quantity: 1 },
      { lineId: '2', quantity: 1 },
    ],
  })
  expect(decideCase(caseOf(lines), body({ action: 'partial' }), stock({}))).toMatchObject({
    why: 'nothing-there',
  })
})

test('[O8] a backorder is taken whole or goes on waiting', () => {
  const order = caseOf([line('1', 'A', 2), line('2', 'B', 1)])
  const onHand = stock({ 'here:A': 2 })
  expect(fulfil(order, onHand)).toBeNull()
  expect([...onHand]).toEqual([['here:A', 2]])
  expect(decideCase(order, body({ action: 'backorder' }), onHand)).toEqual({ kind: 'waits' })
})

test('[O7] a refund beyond its sale can only be called off, and what waits does not begin to wait again', () => {
  const refund = caseOf([], { reason: 'over_refund' })
  expect(fittingActions(refund)).toEqual(['recount', 'cancel'])
  expect(decideCase(refund, body({ action: 'partial' }), stock({}))).toMatchObject({ why: 'over-refund' })
  const waiting = caseOf([line('1', 'A', 1)], { settlement: { action: 'backorder' } })
  expect(fittingActions(waiting)).not.toContain('backorder')
  expect(decideCase(waiting, body({ action: 'backorder' }), stock({}))).toMatchObject({
    why: 'waits-already',
  })
})

test('[O6] [O7] what comes back is what was handed over: nothing for what never was, then the substitutes', () => {
  const sold = { productId: 'A', quantity: 4, amount: 0, sold: 4, paid: 0 }
  expect(piecesBack(sold, 3)).toEqual([{ productId: 'A', quantity: 3 }])
  const given = [
    { productId: 'A', quantity: 1 },
    { productId: 'B', quantity: 2 },
  ]
  expect(piecesBack({ ...sold, given }, 2)).toEqual([{ productId: 'B', quantity: 1 }])
  expect(piecesBack({ ...sold, given, quantity: 2 }, 2)).toEqual([
    { productId: 'B', quantity: 1 },
    { productId: 'A', quantity: 1 },
  ])
  expect(piecesBack({ ...sold, given }, 4)).toEqual([
    { productId: 'B', quantity: 2 },
    { productId: 'A', quantity: 1 },
  ])
})
