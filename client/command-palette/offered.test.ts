import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Action } from './action.ts'
import { offer, offeredHere, withdraw } from './offered.ts'

/** What has the focus, by the selectors that fit it. */
class Focused {
  readonly fits: RegExp
  constructor(fits: RegExp) {
    this.fits = fits
  }
  closest(selector: string) {
    return this.fits.test(selector) ? this : null
  }
}
const body = new Focused(/^never$/)
const field = new Focused(/textarea/)

let listeners: Set<(event: KeyboardEvent) => void>
let isDialogOpen: boolean
const parts = [Symbol('page'), Symbol('sheet')] as const

beforeEach(() => {
  listeners = new Set()
  isDialogOpen = false
  vi.stubGlobal('HTMLElement', Focused)
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => listeners.add(listener))
  vi.stubGlobal('removeEventListener', (_: string, listener: () => void) => listeners.delete(listener))
  vi.stubGlobal('document', { querySelector: () => (isDialogOpen ? {} : null) })
  vi.stubGlobal('localStorage', { getItem: () => null })
})

afterEach(() => {
  for (const part of parts) withdraw(part)
  expect(listeners.size, 'nobody listens where nothing is offered').toBe(0)
  vi.unstubAllGlobals()
})

function press(key: string, more: object = {}): boolean {
  const preventDefault = vi.fn()
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false }
  const event = { key, code: `Key${key.toUpperCase()}`, target: body, preventDefault, ...plain, ...more }
  for (const listener of listeners) listener(event as unknown as KeyboardEvent)
  return preventDefault.mock.calls.length > 0
}

const done: string[] = []
const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  says: 'app.till',
  for: 'anyone',
  run: () => void done.push(id),
  ...more,
})
const doneNow = () => done.splice(0)

test('a key does what is offered with it, for as long as it is offered', () => {
  offer(parts[0], [action('edit', { keys: 'E' }), action('down', { keys: 'ArrowDown', orKeys: 'J' })])
  expect(press('e')).toBe(true)
  expect(press('j')).toBe(true)
  expect(press('x')).toBe(false)
  expect(doneNow()).toEqual(['edit', 'down'])
  offer(parts[0], [])
  expect(press('e')).toBe(false)
  expect(offeredHere()).toEqual([])
  offer(parts[1], [action('sheet')])
  offer(parts[0], [action('page')])
  expect(
    offeredHere().map(({ id }) => id),
    'where it stood',
  ).toEqual(['page', 'sheet'])
})

test('a part that came later lies over the others, and what cannot be done now is left alone', () => {
  offer(parts[0], [action('page', { keys: 'S' })])
  offer(parts[1], [action('sheet', { keys: 'S' }), action('off', { keys: 'O', off: true })])
  press('s')
  expect(press('o')).toBe(false)
  expect(doneNow()).toEqual(['sheet'])
})

test('letters are text while somebody types, and nobody is heard while a dialog is answered', () => {
  offer(parts[0], [
    action('edit', { keys: 'E' }),
    action('save', { keys: 'Mod+S' }),
    action('out', { keys: 'Escape' }),
  ])
  expect(press('e', { target: field })).toBe(false)
  press('s', { target: field, ctrlKey: true })
  press('Escape', { target: field })
  expect(doneNow()).toEqual(['save', 'out'])
  isDialogOpen = true
  press('e')
  press('s', { ctrlKey: true })
  expect(doneNow()).toEqual([])
})

test('a key that is held does it once, unless it steps; letters can be turned off', () => {
  offer(parts[0], [action('edit', { keys: 'E' }), action('down', { keys: 'ArrowDown' })])
  for (const key of ['e', 'ArrowDown']) {
    press(key)
    press(key, { repeat: true })
  }
  expect(doneNow()).toEqual(['edit', 'down', 'down'])
  vi.stubGlobal('localStorage', { getItem: () => 'off' })
  press('e')
  press('ArrowDown')
  expect(doneNow()).toEqual(['down'])
})
