import { expect, test } from 'vitest'
import type { BackupRun } from '../../shared/backups/backups.ts'
import { isBackupDue, isDrillDue } from './schedule.ts'

const HOUR = 3_600_000
const at = (day: number, hour: number) => Date.UTC(2026, 0, day, hour)
const run = (when: number, code?: 'disk-full' | 'interrupted'): BackupRun => ({
  id: 'r',
  kind: 'backup',
  state: code ? 'failed' : 'done',
  backup: null,
  place: null,
  startedAt: new Date(when).toISOString(),
  endedAt: new Date(when + 60_000).toISOString(),
  figures: {},
  fault: code ? { code, message: '' } : null,
})
const two = 120

test('a backup is owed once a night, at once where one was missed, and never where none is wanted', () => {
  const good = run(at(5, 2))
  expect(isBackupDue(at(5, 9), two, { good: null, last: null })).toBe(true)
  expect(isBackupDue(at(5, 9), null, { good: null, last: null })).toBe(false)
  expect(isBackupDue(at(6, 2) - 1, two, { good, last: good })).toBe(false)
  expect(isBackupDue(at(6, 2), two, { good, last: good })).toBe(true)
  expect(isBackupDue(at(9, 23), two, { good, last: good })).toBe(true)
  const byHand = run(at(5, 20))
  expect(isBackupDue(at(6, 1), two, { good: byHand, last: byHand })).toBe(false)
  expect(isBackupDue(at(6, 3), two, { good: byHand, last: byHand })).toBe(true)
})

test('one that failed is tried again in an hour, one whose process died at once', () => {
  const good = run(at(5, 2))
  const failed = run(at(6, 2), 'disk-full')
  expect(isBackupDue(at(6, 2) + HOUR / 2, two, { good, last: failed })).toBe(false)
  expect(isBackupDue(at(6, 3) + 60_000, two, { good, last: failed })).toBe(true)
  expect(isBackupDue(at(6, 2) + 120_000, two, { good, last: run(at(6, 2), 'interrupted') })).toBe(true)
})

test('a drill is owed once a week, a day after one that failed, and at once where one was stopped', () => {
  const good = run(at(5, 3))
  expect(isDrillDue(at(5, 4), { good: null, last: null })).toBe(true)
  expect(isDrillDue(at(12, 3) - 1, { good, last: good })).toBe(false)
  expect(isDrillDue(at(12, 3), { good, last: good })).toBe(true)
  const failed = run(at(12, 3), 'disk-full')
  expect(isDrillDue(at(12, 20), { good, last: failed })).toBe(false)
  expect(isDrillDue(at(13, 4), { good, last: failed })).toBe(true)
  expect(isDrillDue(at(12, 4), { good, last: run(at(12, 3), 'interrupted') })).toBe(true)
  expect(isDrillDue(at(11, 4), { good, last: run(at(11, 3), 'interrupted') })).toBe(false)
})
