import { expect, test } from 'vitest'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import { offeredTo, rightsOf, valuesOf, type Action } from '../command-palette/action.ts'
import { enDesk } from '../i18n/en-desk.ts'
import { en } from '../i18n/en.ts'
import { translator } from '../i18n/translate.ts'
import { openingOperation, operationActions } from './operation-actions.ts'
import type { Telling } from './operation-words.ts'

const t = translator({ ...en, ...enDesk }, 'en')
const telling = {
  words: { t, number: (value: number) => `+${value}`, money: String, moment: () => '14:05' },
  branches: [],
  currency: 'USD',
} as unknown as Telling
const now = Date.parse('2026-01-02T12:00:00.000Z')
const ended = {
  id: 'one',
  kind: 'edit',
  state: 'done',
  operation: { kind: 'price-percent', basisPoints: 1_000, rounding: { step: 1, less: 0, way: 'nearest' } },
  failed: 0,
  createdAt: '2026-01-02T11:00:00.000Z',
  finishedAt: '2026-01-02T11:01:00.000Z',
  canRetry: false,
  undoUntil: '2026-01-03T11:01:00.000Z',
} as unknown as BulkOperation
const told: string[] = []
const page = {
  isBusy: false,
  now,
  tell: (command: string) => void told.push(command),
  saveFailures: () => void told.push('file'),
}
const all = (operation: BulkOperation, more: object = {}) =>
  operationActions(operation, telling, { ...page, ...more })
const says = (action: Action) => t(action.says, valuesOf(action))

test('what can be done about a bulk operation is what its state allows, each by what it is called', () => {
  expect(all(ended).map(says)).toEqual(['Undo “price +10 %” of 14:05'])
  expect(all({ ...ended, state: 'running', finishedAt: null, undoUntil: null }).map(says)).toEqual([
    'Cancel the rest of “price +10 %” of 14:05',
  ])
  expect(all({ ...ended, failed: 3, canRetry: true }).map(says)).toEqual([
    'Failures of “price +10 %” of 14:05 as CSV',
    'Try again what failed of “price +10 %” of 14:05',
    'Undo “price +10 %” of 14:05',
  ])
  expect(all(ended, { now: now + 86_400_000 })).toEqual([])
  expect(all(ended, { isUndone: true })).toEqual([])
  for (const action of all({ ...ended, failed: 3, canRetry: true })) void action.run()
  expect(told.splice(0)).toEqual(['file', 'retry', 'undo'])
})

test('only an admin is offered them, an undo asks first, and a command on its way goes alone', () => {
  const actions = [
    ...all({ ...ended, failed: 3, canRetry: true }),
    openingOperation(ended, telling, () => void told.push('open')),
  ]
  const seenBy = (role: 'ADMIN' | 'SUPPORT', seller: 'ADMIN' | 'STAFF' | 'SUPPORT') =>
    offeredTo(rightsOf({ role, seller, isSelf: role === seller, training: false }), actions).length
  expect(seenBy('ADMIN', 'ADMIN')).toBe(4)
  expect(seenBy('ADMIN', 'STAFF')).toBe(0)
  expect(seenBy('SUPPORT', 'SUPPORT')).toBe(0)
  expect(actions.filter(({ asks }) => asks !== undefined).map(({ id }) => id)).toEqual(['bulk undo one'])
  const off = all({ ...ended, failed: 3, canRetry: true }, { isBusy: true }).filter((one) => one.off)
  expect(off.map(({ id }) => id)).toEqual(['bulk retry one', 'bulk undo one'])
})
