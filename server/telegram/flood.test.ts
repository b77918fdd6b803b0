import { expect, test } from 'vitest'
import { countMessages } from './flood.ts'

test('twenty messages a minute are answered, the next one is told to wait, and those behind it are dropped', () => {
  let now = 0
  const flood = countMessages(() => now)
  const said = Array.from({ length: 25 }, () => flood.of(1))
  expect(said.filter((one) => one === 'fine')).toHaveLength(20)
  expect(said.slice(20)).toEqual(['warn', 'drop', 'drop', 'drop', 'drop'])
  expect(flood.of(2), 'another chat').toBe('fine')
  now = 60_000
  expect(flood.of(1)).toBe('fine')
})

test('a stranger is answered once a minute', () => {
  let now = 0
  const flood = countMessages(() => now)
  expect([flood.mayMeet(1), flood.mayMeet(1), flood.mayMeet(2)]).toEqual([true, false, true])
  now = 60_000
  expect(flood.mayMeet(1)).toBe(true)
})
