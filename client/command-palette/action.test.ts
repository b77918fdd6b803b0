import { expect, test } from 'vitest'
import { offeredTo, rightsOf, valuesOf, type Action, type Who } from './action.ts'

const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  says: 'app.till',
  for: 'anyone',
  run: () => {},
  ...more,
})
const all = [
  action('theme'),
  action('account', { for: 'own' }),
  action('till', { for: 'till' }),
  action('conflicts', { for: 'desk' }),
  action('import', { for: 'admin' }),
  action('price', { for: 'admin', selected: 12 }),
  action('none', { for: 'desk', selected: 0 }),
]
const names = (who: Who) => offeredTo(rightsOf(who), all).map(({ id }) => id)
const admin = { role: 'ADMIN', seller: 'ADMIN', isSelf: true, training: false } as const

test('each role is offered what it may do, and nothing else', () => {
  expect(names(admin)).toEqual(['theme', 'account', 'till', 'conflicts', 'import', 'price'])
  expect(names({ ...admin, role: 'SUPPORT', seller: 'SUPPORT' })).toEqual(['theme', 'account', 'conflicts'])
  expect(names({ ...admin, role: 'STAFF', seller: 'STAFF' })).toEqual(['theme', 'account', 'till'])
})

test("[A1] who took over an admin's till may do no more than they may elsewhere, and nobody more than who signed in", () => {
  const taken = { ...admin, isSelf: false }
  expect(names({ ...taken, seller: 'STAFF' })).toEqual(['theme', 'till'])
  expect(names({ ...taken, seller: 'SUPPORT' })).toEqual(['theme', 'till', 'conflicts'])
  expect(names({ ...taken, role: 'STAFF' })).toEqual(['theme', 'till'])
})

test('[A1] what somebody sets for themselves is not offered to another of the same role', () => {
  expect(names({ ...admin, role: 'STAFF', seller: 'STAFF', isSelf: false })).toEqual(['theme', 'till'])
  expect(names({ ...admin, isSelf: false })).toEqual(['theme', 'till', 'conflicts', 'import', 'price'])
})

test('a training has nothing of the desk', () => {
  expect(names({ ...admin, training: true })).toEqual(['theme', 'account', 'till'])
})

test('an action for what is selected says how many that are', () => {
  expect(valuesOf(action('price', { selected: 12 }))).toEqual({ count: 12 })
  expect(valuesOf(action('view', { values: { name: 'Mine' } }))).toEqual({ name: 'Mine' })
})
