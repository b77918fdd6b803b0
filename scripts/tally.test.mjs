import { expect, test } from 'vitest'
import { tally } from './tally.mjs'

test('adds up every runner, and ends with the total', () => {
  const { lines, ok } = tally([
    { name: 'types', passed: 1, failed: 0, skipped: 0 },
    { name: 'unit', passed: 40, failed: 0, skipped: 2 },
  ])
  expect(ok).toBe(true)
  expect(lines.at(-1)).toBe('total: 41 passed, 0 failed, 2 skipped')
})

test('skipped is left out where nothing was', () => {
  expect(tally([{ name: 'types', passed: 1, failed: 0, skipped: 0 }]).lines.at(-1)).toBe(
    'total: 1 passed, 0 failed',
  )
})

test('one failure anywhere fails the whole', () => {
  const { lines, ok } = tally([
    { name: 'types', passed: 0, failed: 1, skipped: 0 },
    { name: 'unit', passed: 40, failed: 0, skipped: 0 },
  ])
  expect(ok).toBe(false)
  expect(lines.at(-1)).toBe('total: 40 passed, 1 failed')
})

test('a project that ran nothing is a failure, even where it skipped some; so is a run of nothing', () => {
  const { lines, ok } = tally([
    { name: 'unit', passed: 40, failed: 0, skipped: 0 },
    { name: 'sim', passed: 0, failed: 0, skipped: 3 },
  ])
  expect(ok).toBe(false)
  expect(lines.at(-1)).toBe('total: 40 passed, 1 failed, 3 skipped')
  expect(tally([]).ok).toBe(false)
})
