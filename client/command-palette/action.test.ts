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
  action('till', { for: 'till' }),
  action('conflicts', { for: 'desk' }),
  action('import', { for: 'admin' }),
  action('price', { for: 'admin', selected: 12 }),
  action('none', { for: 'desk', selected: 0 }),
]
const names = (who: Who) => offeredTo(rightsOf(who), all).map(({ id }) => id)
const admin = { role: 'ADMIN', isAdminHere: true, training: false } as const

test('each role is offered what it may do, and nothing else', () => {
  expect(names(admin)).toEqual(['theme', 'till', 'conflicts', 'import', 'price'])
  expect(names({ ...admin, role: 'SUPPORT', isAdminHere: false })).toEqual(['theme', 'conflicts'])
  expect(names({ ...admin, role: 'STAFF', isAdminHere: false })).toEqual(['theme', 'till'])
})

test("a cashier at an admin's till has no admin's actions, and a training has none of the desk", () => {
  expect(names({ ...admin, isAdminHere: false })).toEqual(['theme', 'till', 'conflicts'])
  expect(names({ role: 'ADMIN', isAdminHere: false, training: true })).toEqual(['theme', 'till'])
})

test('an action for what is selected says how many that are', () => {
  expect(valuesOf(action('price', { selected: 12 }))).toEqual({ count: 12 })
  expect(valuesOf(action('view', { values: { name: 'Mine' } }))).toEqual({ name: 'Mine' })
})
