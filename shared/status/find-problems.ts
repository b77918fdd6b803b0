import type { Problem, SystemFacts } from './system-status.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const levels = ['bad', 'warn', 'note'] as const

/**
 * What is wrong, by the facts alone; the worst first, and among equals in the order in which they are looked at.
 *
 * @param ageOf how long ago a moment of the facts was, in milliseconds
 */
export function findProblems(facts: SystemFacts, ageOf: (at: string) => number): Problem[] {
  const { nodes, database, lanes, cases, deadLetters, jobs } = facts
  const requests = sumOf(nodes.map(({ figures }) => figures.requests))
  const errors = sumOf(nodes.map(({ figures }) => figures.errors))
  const slowest = Math.max(0, ...nodes.map(({ figures }) => figures.answerP95))
  const news = Math.max(0, ...nodes.map(({ figures }) => figures.newsP95))
  const older = (since: string | null, ms: number) => since !== null && ageOf(since) > ms
  const found: (Problem | false)[] = [
    !facts.isListening && problem('news-deaf', 'bad'),
    news > 1_000 && problem('news-slow', 'warn', Math.round(news)),
    // One error of three answers at night is no alarm; one of a hundred at noon is.
    errors >= 3 && errors * 100 > requests && problem('errors', 'bad', errors),
    slowest > 1_000 && problem('slow', 'warn', Math.round(slowest)),
    facts.settling > 500 && problem('settling', 'warn', facts.settling),
    database.pool.waiting > 0 && problem('pool', 'warn', database.pool.waiting),
    database.connections * 10 > database.mostConnections * 9 &&
      problem('connections', 'bad', database.connections),
    lanes.stuck > 0 && problem('lanes-stuck', 'bad', lanes.stuck, lanes.oldestAt),
    lanes.offline > 0 && problem('lanes-offline', 'warn', lanes.offline),
    cases.open > 0 &&
      problem('cases', older(cases.oldestAt, 24 * HOUR) ? 'bad' : 'warn', cases.open, cases.oldestAt),
    deadLetters.open > 0 &&
      problem(
        'dead-letters',
        older(deadLetters.oldestAt, 24 * HOUR) ? 'bad' : 'warn',
        deadLetters.open,
        deadLetters.oldestAt,
      ),
    jobs !== null && jobs.failed > 0 && problem('jobs-failed', 'warn', jobs.failed),
    new Set(nodes.map(({ figures }) => figures.version)).size > 1 && problem('versions-of-nodes', 'note'),
    lanes.otherVersion > 0 && problem('versions-of-lanes', 'note', lanes.otherVersion),
  ]
  return found
    .filter((one) => one !== false)
    .toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}

function problem(
  code: Problem['code'],
  level: Problem['level'],
  count: number | null = null,
  since: string | null = null,
): Problem {
  return { code, level, count, since }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
