import { expect, test } from 'vitest'
import { keptLanes } from './kept-lanes.ts'
import { allowanceOf, hearsNothing, riskNow } from './lane-risk.ts'

const minute = 60_000
const now = Date.parse('2026-01-01T12:00:00.000Z')
const lane = (code: string, ago: number) => ({
  id: code,
  name: code,
  code,
  lastSeenAt: new Date(now - ago).toISOString(),
})
const online = { connection: 'online' as const, needsLogin: false, tooOld: false, stopped: null }
const offline = { ...online, connection: 'offline' as const }
const known = {
  at: '2026-01-01T12:00:00.000Z',
  lanes: [lane('L1', 0), lane('L2', 3 * minute), lane('L3', 60 * minute)],
}

test('what was heard a moment ago has no age; other lanes are unseen after ten minutes', () => {
  expect(riskNow(known, 'L1', { ...online, lastSync: now }, now)).toEqual({
    age: null,
    heard: true,
    unseen: ['L3'],
  })
  expect(riskNow(null, 'L1', { ...offline, lastSync: null }, now)).toEqual({
    age: null,
    heard: false,
    unseen: [],
  })
})

test('offline the count grows older, and after a while no other lane is seen', () => {
  const later = now + 120 * minute
  expect(riskNow(known, 'L1', { ...offline, lastSync: now }, later)).toEqual({
    age: 120 * minute,
    heard: false,
    unseen: ['L2', 'L3'],
  })
})

test('after a start that nobody answered the count is as old as what was last heard before it', () => {
  const later = now + 180 * minute
  for (const line of [offline, online])
    expect(riskNow(known, 'L1', { ...line, lastSync: null }, later)).toMatchObject({
      age: 180 * minute,
      heard: false,
    })
})

test('a server that has nothing for this lane is as good as none', () => {
  for (const why of [{ needsLogin: true }, { tooOld: true }, { stopped: 'device-revoked' as const }]) {
    expect(hearsNothing({ ...online, ...why })).toBe(true)
    expect(riskNow(known, 'L1', { ...online, ...why, lastSync: now }, now + 30 * minute)).toMatchObject({
      age: 30 * minute,
      heard: false,
    })
  }
})

test('what was sold since counts against the share of what was there, not of what is left', () => {
  expect(allowanceOf(known, 'L1', { onHand: 7, pending: 0, velocity: null, asOf: '' })).toEqual({
    share: 3,
    sold: 0,
  })
  expect(allowanceOf(known, 'L1', { onHand: 5, pending: 2, velocity: null, asOf: '' })).toEqual({
    share: 3,
    sold: 2,
  })
  expect(allowanceOf(null, 'L1', { onHand: 7, pending: 0, velocity: null, asOf: '' })).toEqual({
    share: 7,
    sold: 0,
  })
})

test('what is kept and cannot be read is as good as nothing', () => {
  const storage = (text: string | null) => ({ getItem: () => text, setItem: () => {} })
  expect(keptLanes(storage(JSON.stringify(known)), 'b').read()).toEqual(known)
  for (const text of [null, 'nonsense', '{"lanes":5}', '[]'])
    expect(keptLanes(storage(text), 'b').read()).toBeNull()
})
