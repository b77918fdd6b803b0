import { expect, test } from 'vitest'
import { createHands } from './hands.ts'

const minute = 60_000

function desk() {
  const at = { now: 0, isSheetOpen: false, isHeld: false, field: null as Element | null }
  const touched = new EventTarget()
  const hands = createHands(touched, {
    now: () => at.now,
    isSheetOpen: () => at.isSheetOpen,
    isPlaceHeld: () => at.isHeld,
    focused: () => at.field,
  })
  return { at, touched, isBusy: () => hands.isBusy(minute) }
}

/** As much of a field as is looked at. */
function field(kind: 'text' | 'choice' | 'tick', value: string, inCell = false) {
  return {
    value,
    matches: (selector: string) => kind !== 'tick' && (kind === 'text' || selector.includes('select')),
    closest: () => (inCell ? {} : null),
  } as unknown as Element
}

test('nobody is in the middle of something where nothing is open and nothing was typed', () => {
  const { at, isBusy } = desk()
  at.now = minute
  expect(isBusy()).toBe(false)
  at.isSheetOpen = true
  expect(isBusy()).toBe(true)
})

test('a page that is held, since what was typed there would be lost, keeps the new version waiting', () => {
  const { at, isBusy } = desk()
  at.now = minute
  at.isHeld = true
  expect(isBusy()).toBe(true)
})

test('whoever typed or pressed something just now is at work for as long as after a sale', () => {
  for (const what of ['keydown', 'input', 'pointerdown']) {
    const { at, touched, isBusy } = desk()
    at.now = 10 * minute
    expect(isBusy()).toBe(false)
    touched.dispatchEvent(new Event(what))
    at.now += minute - 1
    expect(isBusy(), what).toBe(true)
    at.now += 1
    expect(isBusy()).toBe(false)
  }
})

test('a field that is typed in is not taken away, and one that only waits for the next scan holds nothing up', () => {
  const { at, isBusy } = desk()
  at.now = minute
  const busyIn = (one: Element) => {
    at.field = one
    return isBusy()
  }
  expect(busyIn(field('text', 'half a na'))).toBe(true)
  expect(busyIn(field('text', ''))).toBe(false)
  expect(busyIn(field('choice', 'DT'))).toBe(false)
  expect(busyIn(field('tick', 'on'))).toBe(false)
  expect(busyIn(field('text', '', true)), 'a cell of the grid that was emptied').toBe(true)
  expect(busyIn(field('choice', 'active', true))).toBe(true)
  expect(busyIn(field('tick', 'on', true))).toBe(false)
})
