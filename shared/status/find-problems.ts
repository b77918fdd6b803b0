import type { FaultCode } from '../backups/backups.ts'
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
  const { nodes, database, lanes, cases, deadLetters, jobs, shop } = facts
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
    older(facts.forecastsOf, 26 * HOUR) && problem('forecasts-old', 'warn', null, facts.forecastsOf),
    ...ofBackups(facts.backups, older),
    ...ofSummary(facts, ageOf),
    ...ofMessages(facts, older),
    ...ofShop(shop),
    new Set(nodes.map(({ figures }) => figures.version)).size > 1 && problem('versions-of-nodes', 'note'),
    lanes.otherVersion > 0 && problem('versions-of-lanes', 'note', lanes.otherVersion),
  ]
  return found
    .filter((one) => one !== false)
    .toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}

/** Why a drill failed that says nothing of the backup. */
const silent: ReadonlySet<FaultCode> = new Set(['no-rights', 'interrupted', 'database', 'disk-full'])

/**
 * One that failed is tried again; it is bad once a night has passed without one. A drill that could not begin says
 * nothing of the backups, one that failed says that they cannot be relied on.
 */
function ofBackups(
  { goodSince, last, lastDrill }: SystemFacts['backups'],
  older: (since: string | null, ms: number) => boolean,
): (Problem | false)[] {
  const isOld = older(goodSince, 26 * HOUR)
  const drill = lastDrill?.state === 'failed' ? lastDrill.fault?.code : undefined
  const saysNothing = drill !== undefined && silent.has(drill)
  return [
    isOld && problem('backup-old', 'bad', null, goodSince),
    !isOld && last?.state === 'failed' && problem('backup-failed', 'warn', null, last.endedAt),
    drill !== undefined && !saysNothing && problem('drill-failed', 'bad', null, lastDrill?.endedAt),
    saysNothing && problem('drill-impossible', 'warn', null, lastDrill?.endedAt),
  ]
}

/** A week is told of within minutes, once somebody works at it: a server that has just begun is given the time. */
function ofSummary({ summary, startedAt }: SystemFacts, ageOf: (at: string) => number): (Problem | false)[] {
  const { owedSince, failedMails, failedSince, mailIsOn } = summary
  const isLate = owedSince !== null && Math.min(ageOf(owedSince), ageOf(startedAt)) > 15 * MINUTE
  return [
    isLate && problem('summary-late', 'warn', null, owedSince),
    failedMails > 0 && problem('mails-failed', 'warn', failedMails, failedSince),
    !mailIsOn && problem('mail-off', 'note'),
  ]
}

/** A bot that nobody has reached yet is given the time that a node takes to begin. */
function ofMessages(
  { bot, notices, startedAt }: SystemFacts,
  older: (since: string | null, ms: number) => boolean,
): (Problem | false)[] {
  const isFailing = bot !== null && older(bot.failingSince, MINUTE)
  return [
    isFailing && problem('bot-unreached', 'warn', null, bot.failingSince),
    !isFailing &&
      bot !== null &&
      !bot.hasListener &&
      older(startedAt, 5 * MINUTE) &&
      problem('bot-deaf', 'warn', null, bot.reachedAt),
    notices.failed > 0 && problem('notices-failed', 'warn', notices.failed, notices.failedSince),
  ]
}

/** Of a shop that stands still only that is said: what waits meanwhile waits for nothing else. */
function ofShop(shop: SystemFacts['shop']): (Problem | false)[] {
  if (shop === null) return []
  const { state, dead, behindSeconds, unmapped } = shop
  if (state === 'paused') return [problem('shop-paused', 'note')]
  if (state !== 'on') return [problem(`shop-${state}`, 'bad')]
  return [
    dead > 0 && problem('shop-dead', 'warn', dead),
    behindSeconds > 60 && problem('shop-behind', 'warn', Math.round(behindSeconds / 60)),
    unmapped > 0 && problem('shop-unmapped', 'warn', unmapped),
  ]
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
