import { expect, test } from 'vitest'
import { writtenAs } from '../database/written-as.ts'
import { beforeWord } from './before-word.ts'
import { withUncounted } from './with-uncounted.ts'

const placed = [{ number: 'DT-L1-9' }, { number: 'DT-L1-10' }]

test('what was placed counts as unsent before the queue knows of it, and once', () => {
  const state = beforeWord(0)
  expect(withUncounted(state, placed).waiting).toBe(2)
  const heardOne = { ...state, waiting: 1, newest: writtenAs(placed[0]!) }
  expect(withUncounted(heardOne, placed).waiting).toBe(2)
  const heardBoth = { ...state, waiting: 2, newest: writtenAs(placed[1]!) }
  expect(withUncounted(heardBoth, placed)).toBe(heardBoth)
  const sentBoth = { ...heardBoth, waiting: 0 }
  expect(withUncounted(sentBoth, placed).waiting).toBe(0)
})
