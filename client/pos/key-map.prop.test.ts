import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeable, keyFault, keyMapOf } from './key-map.ts'
import { actionOf, tillActions, usualKeys } from './keys.ts'

test('the keys of the browser and those that type are refused, and one that means something already', () => {
  for (const key of ['F1', 'F3', 'F5', 'F11', 'F12', 'Shift+F5'])
    expect(keyFault('pay', key, usualKeys)).toEqual({ kind: 'browser' })
  for (const key of ['a', 'Ж', '7', ' ', '*', 'Enter', 'Tab', 'Escape', 'Shift'])
    expect(keyFault('pay', key, usualKeys)).toEqual({ kind: 'typing' })
  expect(keyFault('pay', 'F2', usualKeys)).toEqual({ kind: 'taken', by: 'search' })
  expect(keyFault('pay', 'F9', usualKeys)).toBeNull()
  expect(keyFault('pay', 'PageDown', usualKeys)).toBeNull()
})

test('two actions may change places', () => {
  const keys = keyMapOf({ pay: 'F10', exact: 'F9' })
  expect(actionOf('F10', keys)).toBe('pay')
  expect(actionOf('F9', keys)).toBe('exact')
})

test('whatever was kept, no key means two things and none is the browser’s', () => {
  const key = fc.constantFrom(
    'F1',
    'F2',
    'F4',
    'F9',
    'F10',
    'Shift+F6',
    'PageDown',
    'Home',
    '+',
    '/',
    'a',
    'Enter',
    '',
  )
  const chosen = fc.dictionary(fc.constantFrom(...changeable), key)
  fc.assert(
    fc.property(chosen, (some) => {
      const keys = keyMapOf(some)
      expect(Object.keys(keys).toSorted()).toEqual(tillActions.toSorted())
      expect(new Set(Object.values(keys)).size).toBe(tillActions.length)
      for (const action of changeable) expect(keyFault(action, keys[action], keys)).toBeNull()
      expect(keys.back).toBe('Escape')
    }),
  )
})
