import { expect, test } from 'vitest'
import { findProblems } from './find-problems.ts'
import { problemCodes } from './system-status.ts'
import type { NodeFigures, SystemFacts } from './system-status.ts'

const at = '2026-11-21T12:00:00.000Z'
const ages: Record<string, number> = { young: 60_000, old: 90_000_000 }
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
    cases: { open: 0, oldestAt: null },
    lanes: { online: 2, offline: 0, waiting: 0, oldestAt: null, stuck: 0, otherVersion: 0 },
    jobs: null,
    recentErrors: [],
    ...change,
  }
}

const node = (change: Partial<NodeFigures>) => ({ id: 'm', at, figures: { ...figures, ...change } })
const codes = (change: Partial<SystemFacts>) =>
  findProblems(factsWith(change), ageOf).map(({ code, level }) => `${level} ${code}`)

test('where nothing is wrong nothing is said', () => {
  expect(codes({})).toEqual([])
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
    [{ cases: { open: 1, oldestAt: 'young' } }, 'warn cases'],
    [{ cases: { open: 1, oldestAt: 'old' } }, 'bad cases'],
    [{ deadLetters: { open: 1, oldestAt: 'young' } }, 'warn dead-letters'],
    [{ deadLetters: { open: 1, oldestAt: 'old' } }, 'bad dead-letters'],
    [{ jobs: { queued: 0, active: 0, failed: 1 } }, 'warn jobs-failed'],
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
