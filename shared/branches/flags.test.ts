import { expect, test } from 'vitest'
import { FlagsBody, withFlags } from './change-flags.ts'
import { hasFeature, shareOf } from './flags.ts'

const lanes = Array.from(
  { length: 2_000 },
  (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
)
const having = (percent: number, name: 'camera-scan' | 'training' = 'training') =>
  new Set(lanes.filter((id) => hasFeature({ [name]: percent }, name, id)))

test('about as many lanes have a feature as were said, and a larger share puts none out', () => {
  let before = new Set<string>()
  for (const percent of [0, 1, 5, 20, 50, 80, 99, 100]) {
    const now = having(percent)
    expect(Math.abs(now.size / lanes.length - percent / 100), `${percent} %`).toBeLessThan(0.04)
    expect([...before].every((id) => now.has(id))).toBe(true)
    before = now
  }
  expect(before.size).toBe(lanes.length)
})

test('two features do not choose the same lanes first', () => {
  const [one, other] = [having(20), having(20, 'camera-scan')]
  const both = [...one].filter((id) => other.has(id)).length
  expect(both / one.size).toBeLessThan(0.3)
})

test('what nobody said is what the app does; all and none are written as every version reads them', () => {
  expect(shareOf({}, 'training')).toEqual({ percent: 100, isSaid: false })
  expect(withFlags({ training: 20, old: true }, { training: 100, 'camera-scan': 0 })).toEqual({
    training: true,
    'camera-scan': false,
    old: true,
  })
  expect(withFlags({ training: 20 }, { training: null })).toEqual({})
})

test('a feature that is not there, half a lane and an empty change are refused', () => {
  const wrong = [
    { trainin: 10 },
    { training: 10.5 },
    { training: 101 },
    { training: -1 },
    { training: '10' },
    {},
  ]
  for (const flags of wrong) expect(FlagsBody.safeParse({ version: 1, flags }).success).toBe(false)
  const said = FlagsBody.safeParse({ version: 1, flags: { trainin: 10 } }).error?.issues[0]?.message
  expect(said).toBe('trainin: no such feature. There are camera-scan, training.')
})
