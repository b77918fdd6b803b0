import { expect, test } from 'vitest'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { actionsFor, byShelf, letters, mainLine } from './case-facts.ts'

const line = (productId: string, requested: number, now: number) => ({ productId, requested, now })
const caseOf = (id: string, branchId: string, lines: object[], conflict: object = {}) =>
  ({
    kind: 'order',
    id,
    branchId,
    lines,
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
  const open = caseOf('1', 'here', [])
  expect(actionsFor(open, true)).toEqual(['recount', 'substitute', 'transfer', 'cancel'])
  expect(new Set(actionsFor(open, false))).toEqual(
    new Set(['recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel']),
  )
  const waiting = caseOf('1', 'here', [], { settlement: { action: 'backorder' } })
  expect(actionsFor(waiting, false)).not.toContain('backorder')
  expect(actionsFor(caseOf('1', 'here', [], { reason: 'over_refund' }), true)).toEqual(['cancel'])
  expect(new Set(Object.values(letters)).size).toBe(Object.keys(letters).length)
})
