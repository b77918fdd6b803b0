import { expect, test } from 'vitest'
import type { FaultCode } from '../backups/backups.ts'
import { findProblems } from './find-problems.ts'
import { problemCodes } from './system-status.ts'
import type { NodeFigures, SystemFacts } from './system-status.ts'

const at = '2026-11-21T12:00:00.000Z'
const ages: Record<string, number> = { young: 60_000, old: 90_000_000, older: 94_000_000 }
const ageOf = (since: string) => ages[since] ?? 0

const figures: NodeFigures = {
  version: '1',
  requests: 600,
  errors: 0,
  answerP95: 40,
  pushP95: 40,
  newsP95: 20,
  sockets: 3,
  settling: 0,
  poolUsed: 1,
  poolWaiting: 0,
  memoryMb: 100,
}

const run = {
  id: 'r',
  kind: 'backup',
  state: 'done',
  backup: 'b',
  place: '/backups',
  startedAt: at,
  endedAt: at,
  figures: {},
  fault: null,
} as const
const backups = {
  goodSince: 'young',
  lastGood: run,
  last: run,
  lastDrill: null,
  lastRestore: null,
  current: null,
}
const failed = (code: FaultCode) => ({ ...run, state: 'failed' as const, fault: { code, message: '' } })

const summary: SystemFacts['summary'] = {
  week: '2026-11-20',
  isTold: true,
  owedSince: null,
  mailIsOn: true,
  model: null,
  failedMails: 0,
  failedSince: null,
}

function factsWith(change: Partial<SystemFacts>): SystemFacts {
  return {
    at,
    version: '1',
    startedAt: at,
    isListening: true,
    log: { epoch: 'e', head: 1 },
    nodes: [{ id: 'n', at, figures }],
    database: {
      version: '18',
      bytes: 1,
      pingMs: 1,
      connections: 10,
      mostConnections: 100,
      pool: { used: 1, idle: 1, waiting: 0 },
    },
    settling: 0,
    deadLetters: { open: 0, oldestAt: null },
    cases: { open: 0, oldestAt: null, waiting: 0 },
    lanes: { online: 2, offline: 0, waiting: 0, oldestAt: null, stuck: 0, otherVersion: 0 },
    jobs: null,
    shop: null,
    backups,
    summary,
    bot: null,
    notices,
    forecastsOf: null,
    recentErrors: [],
    ...change,
  }
}

const notices = { waiting: 0, oldestAt: null, failed: 0, failedSince: null }
const bot = {
  username: 'bot',
  hasListener: true,
  reachedAt: at,
  updateAt: null,
  failingSince: null,
  fault: null,
}
const quiet = { budget: null, oldestWebhookSeconds: null, importedAt: null }
const shop = { ...quiet, state: 'on', behindSeconds: 3, dead: 0, unmapped: 0 } as const
const node = (change: Partial<NodeFigures>) => ({ id: 'm', at, figures: { ...figures, ...change } })
const codes = (change: Partial<SystemFacts>) =>
  findProblems(factsWith(change), ageOf).map(({ code, level }) => `${level} ${code}`)

test('where nothing is wrong nothing is said', () => {
  expect(codes({})).toEqual([])
  expect(codes({ shop: { ...shop, behindSeconds: 60 } }), 'a shop that is at work').toEqual([])
  expect(codes({ bot, startedAt: 'old' }), 'a bot that listens').toEqual([])
  expect(codes({ bot: { ...bot, hasListener: false }, startedAt: 'young' }), 'one that begins').toEqual([])
  expect(codes({ bot: { ...bot, failingSince: 'young' } }), 'a moment without Telegram').toEqual([])
  expect(codes({ nodes: [] }), 'the first minute of the first node').toEqual([])
})

test('each thing that can be wrong is found by itself', () => {
  const { lanes, database } = factsWith({})
  const wrong: [Partial<SystemFacts>, string][] = [
    [{ isListening: false }, 'bad news-deaf'],
    [{ nodes: [node({ newsP95: 1_500 })] }, 'warn news-slow'],
    [{ nodes: [node({ errors: 7 })] }, 'bad errors'],
    [{ nodes: [node({ answerP95: 1_200 })] }, 'warn slow'],
    [{ settling: 501 }, 'warn settling'],
    [{ database: { ...database, pool: { used: 10, idle: 0, waiting: 1 } } }, 'warn pool'],
    [{ database: { ...database, connections: 91 } }, 'bad connections'],
    [{ lanes: { ...lanes, stuck: 1 } }, 'bad lanes-stuck'],
    [{ lanes: { ...lanes, offline: 1 } }, 'warn lanes-offline'],
    [{ cases: { open: 1, oldestAt: 'young', waiting: 0 } }, 'warn cases'],
    [{ cases: { open: 1, oldestAt: 'old', waiting: 0 } }, 'bad cases'],
    [{ deadLetters: { open: 1, oldestAt: 'young' } }, 'warn dead-letters'],
    [{ deadLetters: { open: 1, oldestAt: 'old' } }, 'bad dead-letters'],
    [{ jobs: { queued: 0, active: 0, failed: 1 } }, 'warn jobs-failed'],
    [{ forecastsOf: 'older' }, 'warn forecasts-old'],
    [{ backups: { ...backups, goodSince: 'older' } }, 'bad backup-old'],
    [{ backups: { ...backups, goodSince: 'older', last: failed('disk-full') } }, 'bad backup-old'],
    [{ backups: { ...backups, last: failed('disk-full') } }, 'warn backup-failed'],
    [{ backups: { ...backups, lastDrill: failed('invariant') } }, 'bad drill-failed'],
    [{ backups: { ...backups, lastDrill: failed('no-rights') } }, 'warn drill-impossible'],
    [{ startedAt: 'old', summary: { ...summary, isTold: false, owedSince: 'old' } }, 'warn summary-late'],
    [{ summary: { ...summary, failedMails: 1 } }, 'warn mails-failed'],
    [{ summary: { ...summary, mailIsOn: false } }, 'note mail-off'],
    [{ bot: { ...bot, failingSince: 'old', hasListener: false } }, 'warn bot-unreached'],
    [{ bot: { ...bot, hasListener: false }, startedAt: 'old' }, 'warn bot-deaf'],
    [{ notices: { ...notices, failed: 2, failedSince: 'old' } }, 'warn notices-failed'],
    [{ shop: { ...shop, state: 'refused' } }, 'bad shop-refused'],
    [{ shop: { ...shop, state: 'uninstalled' } }, 'bad shop-uninstalled'],
    [{ shop: { ...shop, state: 'restored' } }, 'bad shop-restored'],
    [{ shop: { ...shop, state: 'paused', behindSeconds: 900 } }, 'note shop-paused'],
    [{ shop: { ...shop, dead: 2 } }, 'warn shop-dead'],
    [{ shop: { ...shop, behindSeconds: 61 } }, 'warn shop-behind'],
    [{ shop: { ...shop, unmapped: 1 } }, 'warn shop-unmapped'],
    [{ nodes: [node({}), node({ version: '2' })] }, 'note versions-of-nodes'],
    [{ lanes: { ...lanes, otherVersion: 1 } }, 'note versions-of-lanes'],
  ]
  for (const [change, found] of wrong) expect(codes(change)).toEqual([found])
  const seen = new Set(wrong.map(([, found]) => found.split(' ')[1]))
  expect(seen).toEqual(new Set(problemCodes))
})

test('the worst comes first; a few failures of few requests are an alarm, few of many are none', () => {
  const { lanes } = factsWith({})
  expect(codes({ lanes: { ...lanes, otherVersion: 1, offline: 1, stuck: 1 } })).toEqual([
    'bad lanes-stuck',
    'warn lanes-offline',
    'note versions-of-lanes',
  ])
  expect(codes({ nodes: [node({ requests: 3, errors: 2 })] })).toEqual([])
  expect(codes({ nodes: [node({ requests: 100_000, errors: 900 })] })).toEqual([])
})

test('a week that nobody tells of, mails that do not arrive and mail that is off are said', () => {
  const owed = { ...summary, isTold: false, owedSince: 'old' }
  expect(codes({ summary: owed, startedAt: 'young' }), 'a server that has just begun').toEqual([])
  expect(codes({ summary: { ...owed, owedSince: 'young' }, startedAt: 'old' })).toEqual([])
  expect(codes({ summary: owed, startedAt: 'old' })).toEqual(['warn summary-late'])
  expect(codes({ summary: { ...summary, failedMails: 2, failedSince: 'old', mailIsOn: false } })).toEqual([
    'warn mails-failed',
    'note mail-off',
  ])
})
