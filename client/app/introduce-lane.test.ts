import { BehaviorSubject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Shop } from '../database/shop.ts'
import { ApiError, NoAnswer } from './api.ts'
import { introduceLane } from './introduce-lane.ts'

type State = Parameters<Parameters<Shop['sync']['state$']['subscribe']>[0] & object>[0]
/** What the server answers: the lane as it is known there from now on. */
const known = (code: string) => ({ id: 'd1', name: 'Front', branchId: 'b1', code })
const lane = { deviceId: 'd1', code: 'L3', name: 'Front', branchId: 'b1', branchCode: 'DT' }

/** A lane, with what was asked of the server and how often everything was tried at once. */
function openLane(answers: (() => Promise<unknown>)[], training = false) {
  const state$ = new BehaviorSubject({ stopped: null, isWriter: true } as State)
  const asked: unknown[] = []
  const taken: string[][] = []
  let tries = 0
  const rested: number[] = []
  introduceLane(
    {
      session: { lane, training },
      sync: { state$, syncNow: async () => void (tries += 1) },
    } as unknown as Shop,
    {
      callAs: async (path, call) => {
        asked.push([path, call])
        return await answers.shift()!()
      },
      takeCode: async (...given) => void taken.push(given),
    },
    async (failed) => void rested.push(failed),
  )
  const hears = async (next: Partial<State>) => {
    state$.next({ ...state$.value, ...next })
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { hears, asked, taken, rested, tries: () => tries }
}

test('[E3] a server that was brought back from before a lane was registered hears of it, and then of its sales', async () => {
  const { hears, asked, tries } = openLane([async () => known('L3')])
  await hears({ stopped: 'device-revoked' })
  await hears({ stopped: null })
  expect(asked).toEqual([])
  await hears({ stopped: 'device-unknown' })
  expect(asked).toEqual([['/devices', { method: 'POST', body: known('L3') }]])
  expect(tries()).toBe(1)
  // A server that does not keep it is not asked again and again.
  await hears({ stopped: null })
  await hears({ stopped: 'device-unknown' })
  expect(asked).toHaveLength(1)
})

test('a lane that is refused stays stopped and tries again when somebody asks; a tab that reads and a training do not', async () => {
  const { hears, asked, tries } = openLane([
    () => Promise.reject(new ApiError(403, 'access/forbidden', 'no')),
    async () => known('L3'),
  ])
  await hears({ stopped: 'device-unknown' })
  expect([asked.length, tries()]).toEqual([1, 0])
  await hears({ stopped: null })
  await hears({ stopped: 'device-unknown' })
  expect([asked.length, tries()]).toEqual([2, 1])
  for (const other of [openLane([]), openLane([], true)]) {
    await other.hears({ stopped: 'device-unknown', isWriter: false })
    expect(other.asked).toEqual([])
  }
})

test('[E3] a lane whose code is another’s by now takes the one that it is told, before anything is sent', async () => {
  const { hears, taken, tries } = openLane([async () => known('L5')])
  await hears({ stopped: 'device-unknown' })
  expect([taken, tries()]).toEqual([[['d1', 'L5']], 1])
})

test('[E3] a lane whose introduction got no answer is introduced again by itself, later and later', async () => {
  const { hears, asked, rested, tries } = openLane([
    () => Promise.reject(new NoAnswer('gone')),
    () => Promise.reject(new ApiError(503, 'sync/busy', 'busy')),
    async () => known('L3'),
  ])
  await hears({ stopped: 'device-unknown' })
  expect([asked.length, tries(), rested]).toEqual([3, 1, [0, 1]])
})
