import { expect, test } from 'vitest'
import { pickedAt, saysAll, stateWith } from './kept-pick.ts'
import { nonePicked, type Picked } from './picked.ts'

const all: Picked = { kind: 'all', except: new Set() }
const but: Picked = { kind: 'all', except: new Set(['a', 'b']) }

test('all but some come back as they were, and not to who only has the address', () => {
  expect(saysAll(but)).toBe(false)
  expect(pickedAt('?q=shirt', stateWith(but, null))).toEqual(but)
  expect(pickedAt('?q=shirt', null)).toEqual(nonePicked)
})

test('all that match stand in the address', () => {
  expect(saysAll(all)).toBe(true)
  expect(pickedAt('?select=all', stateWith(all, null))).toEqual(all)
})

test('what others keep beside the address stays, and a selection that ended does not', () => {
  const state = stateWith(but, { key: 7 })
  expect(state).toEqual({ key: 7, pickedExcept: ['a', 'b'] })
  expect(stateWith(nonePicked, state)).toEqual({ key: 7 })
  expect(stateWith(nonePicked, null)).toBeNull()
  expect(saysAll(nonePicked)).toBe(false)
})

test('what makes no sense beside the address selects nothing', () => {
  for (const odd of [7, 'all', [], { pickedExcept: 'a' }, { pickedExcept: [] }])
    expect(pickedAt('', odd)).toEqual(nonePicked)
})
