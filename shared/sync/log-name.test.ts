import { expect, test } from 'vitest'
import { epochOf, horizonOf, isForeign, isSameLog, logName } from './log-name.ts'

test('[L5] [E2] a name says how far tombstones were purged, and is of the same log as before', () => {
  expect(logName('a-b', 0)).toBe('a-b')
  expect(logName('a-b', 40)).toBe('a-b.40')
  expect([epochOf('a-b.40'), horizonOf('a-b.40'), horizonOf('a-b'), horizonOf('a.x')]).toEqual([
    'a-b',
    40,
    0,
    0,
  ])
  expect([isSameLog('a.1', 'a'), isSameLog('a', 'b')]).toEqual([true, false])
})

test('[L5] a checkpoint is foreign exactly where a purged tombstone may have been missed', () => {
  const log = { epoch: 'a.40', head: 100, purgedTo: 30 }
  const foreign = (epoch: string | undefined, seq: number) => isForeign({ epoch, seq }, log)
  // Of another log, or ahead of this one.
  expect([foreign('b', 50), foreign('b.40', 50), foreign('a', 101), foreign('a.50', 50)]).toEqual([
    true,
    true,
    true,
    true,
  ])
  // Just before and just after the newest purged tombstone.
  expect([foreign('a', 29), foreign('a', 30), foreign('a.10', 29), foreign('a.10', 30)]).toEqual([
    true,
    false,
    true,
    false,
  ])
  // In the middle of a first pull that began after the purge; at the very beginning, under whatever name of the log.
  expect([foreign('a.40', 1), foreign('a.30', 1), foreign('a', 0)]).toEqual([false, false, false])
  // Half a checkpoint is judged by its position.
  expect([foreign(undefined, 29), foreign(undefined, 30), foreign(undefined, 0)]).toEqual([
    true,
    false,
    false,
  ])
})
