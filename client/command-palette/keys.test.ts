import { expect, test } from 'vitest'
import { isPressed, printed, spokenKeys } from './keys.ts'

const press = (key: string, code: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }) as KeyboardEvent

test('a letter is the one that the keyboard writes, and in other alphabets the one that stands there', () => {
  expect(isPressed(press('r', 'KeyR'), 'R')).toBe(true)
  expect(isPressed(press('к', 'KeyR'), 'R')).toBe(true)
  // A French keyboard writes A where others have Q.
  expect(isPressed(press('a', 'KeyQ'), 'A')).toBe(true)
  expect(isPressed(press('a', 'KeyQ'), 'Q')).toBe(false)
  expect(isPressed(press('R', 'KeyR', { shiftKey: true }), 'R')).toBe(false)
  expect(isPressed(press('A', 'KeyA', { shiftKey: true }), 'Shift+A')).toBe(true)
  // Caps Lock is no Shift.
  expect(isPressed(press('R', 'KeyR'), 'R')).toBe(true)
})

test('Mod is Ctrl or Command, and no key is pressed beside Alt', () => {
  expect(isPressed(press('k', 'KeyK', { ctrlKey: true }), 'Mod+K')).toBe(true)
  expect(isPressed(press('л', 'KeyK', { metaKey: true }), 'Mod+K')).toBe(true)
  expect(isPressed(press('k', 'KeyK'), 'Mod+K')).toBe(false)
  expect(isPressed(press('k', 'KeyK', { ctrlKey: true }), 'K')).toBe(false)
  expect(isPressed(press('k', 'KeyK', { altKey: true }), 'K')).toBe(false)
})

test('signs and named keys', () => {
  expect(isPressed(press('/', 'Digit7', { shiftKey: true }), '/')).toBe(true)
  expect(isPressed(press('х', 'BracketLeft'), '[')).toBe(true)
  expect(isPressed(press('ArrowDown', 'ArrowDown'), 'ArrowDown')).toBe(true)
  expect(isPressed(press('ArrowDown', 'ArrowDown', { shiftKey: true }), 'ArrowDown')).toBe(false)
})

test('how keys are written', () => {
  expect([
    printed('Mod+K', false),
    printed('Mod+K', true),
    printed('Shift+A', false),
    printed('ArrowUp', false),
  ]).toEqual(['Ctrl+K', '⌘K', '⇧A', '↑'])
  expect(spokenKeys('Mod+S', false)).toBe('Control+S')
})
