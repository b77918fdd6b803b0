import { expect, test } from 'vitest'
import type { Asked } from '../../shared/approvals/ask.ts'
import { offeredTo, rightsOf, valuesOf, type Action } from '../command-palette/action.ts'
import { enDesk } from '../i18n/en-desk.ts'
import { enSheets } from '../i18n/en-sheets.ts'
import { en } from '../i18n/en.ts'
import { formatMoney } from '../i18n/money.ts'
import { translator } from '../i18n/translate.ts'
import { answerActions } from './answer-actions.ts'

const t = translator({ ...en, ...enSheets, ...enDesk }, 'en')
const money = (amount: number, currency: string) => formatMoney(amount, currency, 'en-US')
const asked = {
  id: 'one',
  kind: 'cash_out',
  laneCode: 'DT-L1',
  before: 0,
  after: 25_000,
  currency: 'USD',
} as Asked
const done: string[] = []
const card = {
  isCurrent: true,
  isOff: false,
  approve: () => void done.push('approve'),
  refuse: () => void done.push('refuse'),
}
const actions = (more: Partial<typeof card> = {}): Action[] =>
  Object.values(answerActions(asked, { t, money, number: String }, { ...card, ...more }))

test('[A3] whose question it is and what it is about stand in the answer, so that none is given blindly', () => {
  expect(actions().map((action) => t(action.says, valuesOf(action)))).toEqual([
    'Approve for DT-L1: Cash taken out over the limit, $0.00 → $250.00',
    'Refuse for DT-L1: Cash taken out over the limit, $0.00 → $250.00',
  ])
  for (const action of actions()) void action.run()
  expect(done.splice(0)).toEqual(['approve', 'refuse'])
})

test('[A3] letters answer only the question that somebody went to; a till is offered no answers', () => {
  expect(actions().map(({ keys }) => keys)).toEqual(['A', 'R'])
  expect(actions({ isCurrent: false }).map(({ keys }) => keys)).toEqual([undefined, undefined])
  expect(actions({ isOff: true }).every(({ off }) => off)).toBe(true)
  const seenBy = (role: 'ADMIN' | 'SUPPORT' | 'STAFF', seller = role, training = false) =>
    offeredTo(rightsOf({ role, seller, isSelf: role === seller, training }), actions()).length
  expect([seenBy('SUPPORT'), seenBy('STAFF'), seenBy('SUPPORT', 'SUPPORT', true)]).toEqual([2, 0, 0])
  // Who asks must not answer in the session of an admin whose till they took over.
  expect(seenBy('ADMIN', 'STAFF')).toBe(0)
})
