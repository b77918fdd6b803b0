import { expect, test } from 'vitest'
import type { ZReport } from '../../shared/shifts/z-report.ts'
import { hasMoved, keptCount } from './kept-count.ts'

const counts = [{ currency: 'USD', value: 10_000, pieces: 1 }]
const expected = [{ currency: 'USD', amount: 12_000 }]
const now = (all: object[]) => ({ expected: all }) as unknown as ZReport

test('a count that was compared stands for its shift, through a reload, and for no other', () => {
  const lasting = new Map<string, string>()
  const memory = {
    getItem: (key: string) => lasting.get(key) ?? null,
    setItem: (key: string, value: string) => void lasting.set(key, value),
  }
  expect(keptCount(memory, 'a').read().compared).toBe(null)
  keptCount(memory, 'a').keep({ shiftId: 'a', compared: { counts, expected } as never, remarks: ['first'] })
  expect(keptCount(memory, 'a').read()).toEqual({
    shiftId: 'a',
    compared: { counts, expected },
    remarks: ['first'],
  })
  expect(keptCount(memory, 'b').read()).toEqual({ shiftId: 'b', compared: null, remarks: [] })
  lasting.set('omnisync.drawer-count', 'not json')
  expect(keptCount(memory, 'a').read().compared).toBe(null)
})

test('a count no longer stands when money went in or out since, of any currency', () => {
  const compared = { counts, expected } as never
  expect(hasMoved(compared, now(expected))).toBe(false)
  expect(hasMoved(compared, now([{ currency: 'USD', amount: 12_500 }]))).toBe(true)
  expect(hasMoved(compared, now([...expected, { currency: 'EUR', amount: 500 }]))).toBe(true)
  expect(hasMoved(compared, now([...expected, { currency: 'EUR', amount: 0 }]))).toBe(false)
})
