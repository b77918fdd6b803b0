import { expect, test } from 'vitest'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import {
  actionsFor,
  byShelf,
  countCloses,
  lackingLines,
  letters,
  mainLine,
  othersLacking,
  waitingReturns,
  withSuggested,
} from './case-facts.ts'

const line = (productId: string, requested: number, now: number) => ({ productId, requested, now })
const caseOf = (id: string, branchId: string, lines: object[], conflict: object = {}) =>
  ({
    kind: 'order',
    id,
    branchId,
    lines,
    sale: null,
    document: { conflict: { reason: 'insufficient_stock', settlement: null, ...conflict } },
  }) as unknown as DeskCase

test('cases stand by the shelf that lacks something, the shelf with the oldest case first', () => {
  const cases = [
    caseOf('1', 'here', [line('P', 2, 0)]),
    caseOf('2', 'there', [line('P', 2, 0)]),
    caseOf('3', 'here', [line('Q', 1, 5), line('P', 2, 0)]),
  ]
  expect(byShelf(cases).map(({ id }) => id)).toEqual(['1', '3', '2'])
  expect(cases[2] && mainLine(cases[2])).toMatchObject({ productId: 'P' })
})

test('[O7] what is offered follows the goods, and a case that waits does not begin to wait again', () => {
  const open = caseOf('1', 'here', [line('P', 2, 0)])
  expect(actionsFor(open, true)).toEqual(['recount', 'substitute', 'transfer', 'partial', 'cancel'])
  expect(new Set(actionsFor(open, false))).toEqual(
    new Set(['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel']),
  )
  const waiting = caseOf('1', 'here', [], { settlement: { action: 'backorder' } })
  expect(actionsFor(waiting, false)).not.toContain('backorder')
  // Where nothing is missing any more nothing is to be found for it.
  const there = caseOf('1', 'here', [line('P', 2, 2)])
  expect(actionsFor(there, false)).toEqual(['backorder', 'cancel', 'recount'])
  expect(actionsFor(there, true)).toEqual(['recount', 'cancel'])
  const refund = caseOf('1', 'here', [], { reason: 'over_refund' })
  const sale = { id: 's', number: 'S', status: 'accepted' as const, lines: [] }
  expect(actionsFor({ ...refund, sale: { ...sale, fits: false } }, true)).toEqual(['cancel'])
  expect(actionsFor({ ...refund, sale: { ...sale, fits: true } }, true)).toEqual(['recount', 'cancel'])
  expect(withSuggested(['cancel'], 'wait')).toEqual(['cancel'])
  expect(withSuggested(actionsFor(open, true), 'backorder')[0]).toBe('backorder')
  expect(withSuggested(actionsFor(open, true), 'transfer')).toEqual(actionsFor(open, true))
  expect(new Set(Object.values(letters)).size).toBe(Object.keys(letters).length)
})

test('[O7] what a case lacks is told by the shelf, or by the case where a count has seen its goods gone', () => {
  const shortages = [{ lineId: '1', productId: 'P', requested: 3, available: 1 }]
  const asked = (lineId: string, productId: string, requested: number, now: number, counted: boolean) => ({
    ...line(productId, requested, now),
    lineId,
    counted,
  })
  const lines = [asked('1', 'P', 3, 4, true), asked('2', 'P', 2, 4, true), asked('3', 'Q', 2, 0, false)]
  const one = caseOf('1', 'here', lines, { shortages })
  const missing = (left: boolean) => lackingLines(one, left).map((it) => [it.lineId, it.missing])
  expect(missing(true)).toEqual([
    ['1', 2],
    ['3', 2],
  ])
  expect(missing(false)).toEqual([
    ['2', 1],
    ['3', 2],
  ])
})

test('[O7] a case says how many products it lacks beside the first, each once', () => {
  const lines = [line('P', 1, 1), line('Q', 2, 0), line('R', 1, 0), line('R', 1, 0), line('S', 3, 1)]
  const short = caseOf('1', 'here', lines)
  expect([mainLine(short)?.productId, othersLacking(short)]).toEqual(['Q', 2])
  expect(othersLacking(caseOf('1', 'here', [line('Q', 2, 0)]))).toBe(0)
  expect(othersLacking({ ...short, document: { kind: 'refund' } } as unknown as DeskCase)).toBe(0)
})

test('[O7] a count is offered where goods have left: not for an online order, nor for one that waits', () => {
  const document = { kind: 'sale', source: 'pos', conflict: { settlement: null } }
  const closes = (more: object) =>
    countCloses({ kind: 'order', document: { ...document, ...more } } as unknown as DeskCase)
  expect(closes({})).toBe(true)
  expect(closes({ source: 'shopify' })).toBe(false)
  expect(closes({ kind: 'refund' })).toBe(false)
  expect(closes({ conflict: { settlement: { action: 'backorder' } } })).toBe(false)
})

test('[O7] pieces of returns that may yet be accepted are left out of a count, those of this shelf alone', () => {
  const shelf = { branchId: 'here', productId: 'P' }
  const back = (sale: object | null, more: object = {}, line: object = {}) =>
    ({
      ...caseOf('1', 'here', []),
      sale,
      document: { kind: 'refund', lines: [{ productId: 'P', quantity: 2, restock: true, ...line }] },
      ...more,
    }) as unknown as DeskCase
  const open = { status: 'conflict', fits: false }
  const waiting = [back(open), back(null), back({ status: 'accepted', fits: true })]
  expect(waitingReturns(waiting, shelf)).toBe(6)
  const others = [
    back({ status: 'accepted', fits: false }),
    back({ status: 'cancelled', fits: false }),
    back(open, { branchId: 'there' }),
    back(open, {}, { productId: 'Q' }),
    back(open, {}, { restock: false }),
    back(open, { kind: 'movement' }),
    back(open, { document: { kind: 'sale', lines: [{ productId: 'P', quantity: 2, restock: true }] } }),
  ]
  expect(waitingReturns(others, shelf)).toBe(0)
})
