import { expect, test } from 'vitest'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { movementNoun, wordsOfAction } from './action-words.ts'

test('[O7] [M3] a refund and a stock movement are spoken of in words of their own, not in those of a sale', () => {
  const order = (kind: string) => ({ kind: 'order', document: { kind } }) as unknown as DeskCase
  const movement = { kind: 'movement' } as unknown as DeskCase
  expect(wordsOfAction(order('sale'), 'do', 'recount')).toBe('cases.do_recount')
  expect(wordsOfAction(order('refund'), 'hint', 'cancel')).toBe('cases.hint_cancel_refund')
  expect(wordsOfAction(movement, 'hint', 'recount')).toBe('cases.hint_recount_movement')
  expect(wordsOfAction(movement, 'reason', 'recount')).toBe('cases.reason_recount_movement')
  expect(wordsOfAction(movement, 'do', 'drop')).toBe('cases.do_drop')
  expect(movementNoun('damage')).toBe('cases.noun_writeOff')
  expect(movementNoun('transfer_in')).toBe('cases.noun_transfer')
  expect(movementNoun('recount')).toBe('cases.noun_movement')
})
