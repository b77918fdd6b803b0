import { expect, test } from 'vitest'
import type { Translate } from '../i18n/translate.ts'
import { actionWords } from './action-words.ts'

const t = ((sentence: string) => sentence) as unknown as Translate

test('[O7] a refund that was called off or accepted is told of as one, also in the log, and a movement likewise', () => {
  const said = (action: string, orderKind: 'sale' | 'refund' | null, subject = 'orders') =>
    actionWords({ action, subject, orderKind }, t)
  expect(said('case.cancel', 'refund')).toBe('cases.do_cancel_refund')
  expect(said('case.recount', 'refund')).toBe('cases.do_recount_refund')
  expect(said('case.cancel', 'sale')).toBe('cases.do_cancel')
  expect(said('case.recount', null, 'stockMovements')).toBe('cases.do_recount_movement')
  expect(said('case.note', 'refund')).toBe('cases.step_note')
  expect(said('order.cancelled', null)).toBe('audit.orderCancelled')
  expect(said('from.tomorrow', null)).toBe('from.tomorrow')
})
