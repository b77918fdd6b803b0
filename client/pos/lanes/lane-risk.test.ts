import { expect, test } from 'vitest'
import { keptLanes } from './kept-lanes.ts'
import { allowanceOf, riskNow } from './lane-risk.ts'

const minute = 60_000
const now = Date.parse('2026-01-01T12:00:00.000Z')
const lane = (code: string, ago: number) => ({
  id: code,
  name: code,
  code,
  lastSeenAt: new Date(now - ago).toISOString(),
})
const known = {
  at: '2026-01-01T12:00:00.000Z',
  lanes: [lane('L1', 0), lane('L2', 3 * minute), lane('L3', 60 * minute)],
}

test('what was heard a moment ago has no age; other lanes are unseen after ten minutes', () => {
  expect(riskNow(known, 'L1', { lastSync: now, online: true }, now)).toEqual({ age: null, unseen: ['L3'] })
  expect(riskNow(null, 'L1', { lastSync: null, online: false }, now)).toEqual({ age: null, unseen: [] })
})

test('offline the count grows older, and after a while no other lane is seen', () => {
  const later = now + 120 * minute
  expect(riskNow(known, 'L1', { lastSync: now, online: false }, later)).toEqual({
    age: 120 * minute,
    unseen: ['L2', 'L3'],
  })
})

test('what was sold since counts against the share of what was there, not of what is left', () => {
  expect(allowanceOf(known, 'L1', { onHand: 7, pending: 0, asOf: '' })).toEqual({ share: 3, sold: 0 })
  expect(allowanceOf(known, 'L1', { onHand: 5, pending: 2, asOf: '' })).toEqual({ share: 3, sold: 2 })
  expect(allowanceOf(null, 'L1', { onHand: 7, pending: 0, asOf: '' })).toEqual({ share: 7, sold: 0 })
})

test('what is kept and cannot be read is as good as nothing', () => {
  const storage = (text: string | null) => ({ getItem: () => text, setItem: () => {} })
  expect(keptLanes(storage(JSON.stringify(known)), 'b').read()).toEqual(known)
  for (const text of [null, 'nonsense', '{"lanes":5}', '[]'])
    expect(keptLanes(storage(text), 'b').read()).toBeNull()
})
