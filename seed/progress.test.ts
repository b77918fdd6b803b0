import { expect, test } from 'vitest'
import { progressOn } from './progress.ts'

function shown(isTerminal: boolean): string[] {
  const written: string[] = []
  const progress = progressOn({ isTerminal, write: (text) => written.push(text) }, 5_000)
  for (const share of [0.02, 0.13, 0.14, 0.5, 1]) progress.show({ share, orders: share * 5_000 })
  progress.end()
  return written
}

test('a terminal gets a bar that is redrawn in its line', () => {
  const written = shown(true)
  expect(written).toHaveLength(6)
  expect(written[3]).toBe(`\r${'█'.repeat(15)}${'░'.repeat(15)}  50 %  2,500 of about 5,000 orders\u001b[K`)
})

test('elsewhere there is a plain line for each tenth', () => {
  expect(shown(false)).toEqual([
    ' 13 %  650 of about 5,000 orders\n',
    ' 50 %  2,500 of about 5,000 orders\n',
    '100 %  5,000 of about 5,000 orders\n',
  ])
})
