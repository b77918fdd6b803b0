import { expect, test } from 'vitest'
import { protocols, understand } from './protocols.ts'

/** What happens to a document shows which steps it went. */
const step = (from: number) => ({
  up: (_: string, document: object) => ({ ...document, went: [...wentOf(document), `${from} up`] }),
  down: (_: string, document: object) => ({ ...document, went: [...wentOf(document), `${from} down`] }),
})
const wentOf = (document: object): string[] => ('went' in document ? (document.went as string[]) : [])

test('[C9] the two versions before the newest are understood, by the steps between; none older, and none newer', () => {
  const { judge, up, down } = understand({ current: 5, steps: { 3: step(3), 4: step(4) } })
  expect([1, 2, 3, 4, 5, 6].map(judge)).toEqual(['too-old', 'too-old', 'fits', 'fits', 'fits', 'too-new'])
  expect(up(3, 'orders', {})).toEqual({ went: ['3 up', '4 up'] })
  expect(down(3, 'orders', {})).toEqual({ went: ['4 down', '3 down'] })
  expect(up(4, 'orders', {})).toEqual({ went: ['4 up'] })
  expect(up(5, 'orders', { id: 1 })).toEqual({ id: 1 })
  for (const garbage of [null, 7, 'x', [1], undefined]) expect(up(3, 'orders', garbage)).toBe(garbage)
})

test('[C9] text of our own version is passed on unread', () => {
  const { downText } = understand({ current: 2, steps: { 1: step(1) } })
  expect(downText(2, 'orders', 'no JSON')).toBe('no JSON')
  expect(downText(1, 'orders', '{"a":1}')).toBe('{"a":1,"went":["1 down"]}')
})

test('[C9] a version without the steps from the two before it does not start', () => {
  expect(() => understand({ current: 3, steps: { 2: step(2) } })).toThrow('step from version 1')
  expect(() => understand(protocols)).not.toThrow()
  // The first has nothing before it.
  expect(understand({ current: 1, steps: {} }).judge(0)).toBe('too-old')
})
