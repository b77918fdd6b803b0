import { BehaviorSubject, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { ReportFrame } from '../../shared/sync/protocol.ts'
import { appVersion } from '../../shared/version.ts'
import type { Unsent, UnsentDocument } from '../database/unsent.ts'
import { createReporter } from './report.ts'

const noon = Date.parse('2026-11-21T12:00:00.000Z')

function order(createdAt: string): UnsentDocument {
  return { collection: 'orders', document: { id: createdAt, seq: 0, _deleted: false, createdAt } as never }
}

function unsentOf(waiting: UnsentDocument[], help: number) {
  const settled$ = new Subject<UnsentDocument>()
  const unsent: Unsent = {
    version$: new BehaviorSubject(0),
    settled$,
    all: () => waiting,
    newest: () => '',
    needHelp: () => Array.from({ length: help }, () => ({}) as never),
    note: () => {},
    stop: () => {},
  }
  return { unsent, settled$ }
}

test('a lane says how much waits and for how long, by one clock, however wrong that is', () => {
  const waiting = [order('2026-11-21T11:00:00.000Z'), order('2026-11-21T10:00:00.000Z')]
  const { unsent } = unsentOf(waiting, 3)
  const said = createReporter(unsent, () => noon).now()
  expect(ReportFrame.parse(said)).toEqual({
    type: 'report',
    version: appVersion,
    waiting: 2,
    oldestAgeMs: 2 * 3_600_000,
    needHelp: 3,
    latency: null,
    healed: 0,
  })
})

test('[C5] rows that were healed are news, and said once', () => {
  const reporter = createReporter(unsentOf([], 0).unsent, () => noon)
  let changes = 0
  reporter.changed$.subscribe(() => (changes += 1))
  const before = reporter.now()
  changes = 0
  reporter.healed(3)
  const report = ReportFrame.parse(reporter.now())
  expect([report.healed, changes, reporter.isNews(before, report)]).toEqual([3, 1, true])
  // More while it was on its way.
  reporter.healed(2)
  reporter.told(report)
  expect(reporter.now().healed).toBe(2)
})

test('latency is from writing to the server’s word, of the last fifty', () => {
  const { unsent, settled$ } = unsentOf([], 0)
  const reporter = createReporter(unsent, () => noon)
  settled$.next(order(new Date(noon - 90_000).toISOString()))
  for (let index = 0; index < 50; index += 1) settled$.next(order(new Date(noon - 200 - index).toISOString()))
  expect(reporter.now().latency).toEqual({ median: 224, worst: 249 })
})

test('that time has passed is no news; that something waits or was settled is', () => {
  const waiting = [order('2026-11-21T11:00:00.000Z')]
  const { unsent } = unsentOf(waiting, 0)
  let clock = noon
  const reporter = createReporter(unsent, () => clock)
  const before = reporter.now()
  clock += 60_000
  expect(reporter.isNews(before, reporter.now())).toBe(false)
  waiting.pop()
  expect(reporter.isNews(before, reporter.now())).toBe(true)
})

test('the version that devices say is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(appVersion).toBe(version)
})
