import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

const Count = z.number().min(0)
const Backlog = z.object({ open: Count, oldestAt: z.nullable(Instant) })

/** What a node measured over its last minute; a row of the history. Milliseconds. */
export const NodeFigures = z.object({
  version: z.string(),
  /** Answers, and those of them that were our fault. */
  requests: Count,
  errors: Count,
  answerP95: Count,
  /** Of pushes alone: what a till waits for. */
  pushP95: Count,
  /** From a moved log to its news. */
  newsP95: Count,
  sockets: Count,
  /** Pushed documents that wait for their batch. */
  settling: Count,
  poolUsed: Count,
  poolWaiting: Count,
  memoryMb: Count,
})
export type NodeFigures = z.infer<typeof NodeFigures>

/** An answer that was our fault: of which address, by which code, and the id by which the log tells its cause. */
export const RecentError = z.object({
  at: Instant,
  address: z.string(),
  code: z.string(),
  requestId: z.string(),
})
export type RecentError = z.infer<typeof RecentError>

/** How the whole of it does, as one node sees it at a moment of its clock. */
export const SystemFacts = z.object({
  at: Instant,
  version: z.string(),
  startedAt: Instant,
  isListening: z.boolean(),
  log: z.object({ epoch: z.string(), head: Count }),
  /** Nodes that said within two minutes that they live; empty in the first minute of the first. */
  nodes: z.array(z.object({ id: z.string(), at: Instant, figures: NodeFigures })),
  database: z.object({
    version: z.string(),
    bytes: Count,
    /** Milliseconds that one question takes. */
    pingMs: Count,
    connections: Count,
    mostConnections: Count,
    pool: z.object({ used: Count, idle: Count, waiting: Count }),
  }),
  settling: Count,
  deadLetters: Backlog,
  cases: Backlog,
  lanes: z.object({
    online: Count,
    /** Seen within a day, and not now. */
    offline: Count,
    /** Documents that all lanes say they have not sent. */
    waiting: Count,
    oldestAt: z.nullable(Instant),
    /** Online, and yet something waits for more than ten minutes. */
    stuck: Count,
    /** Online with another version than the server's. */
    otherVersion: Count,
  }),
  /** Queues of background jobs; null where there are none. */
  jobs: z.nullable(z.object({ queued: Count, active: Count, failed: Count })),
  /** Of the node that answers, newest first. */
  recentErrors: z.array(RecentError),
})
export type SystemFacts = z.infer<typeof SystemFacts>

export const problemCodes = [
  'news-deaf',
  'news-slow',
  'errors',
  'slow',
  'settling',
  'pool',
  'connections',
  'lanes-stuck',
  'lanes-offline',
  'cases',
  'dead-letters',
  'jobs-failed',
  'versions-of-nodes',
  'versions-of-lanes',
] as const

/** Something that is wrong, the worst first. `count` and `since` as the sentence for its code needs them. */
export const Problem = z.object({
  code: z.enum(problemCodes),
  level: z.enum(['bad', 'warn', 'note']),
  count: z.nullable(z.number()),
  since: z.nullable(Instant),
})
export type Problem = z.infer<typeof Problem>

export const SystemStatus = z.object({ problems: z.array(Problem), facts: SystemFacts })
export type SystemStatus = z.infer<typeof SystemStatus>

/** One bucket of the history, over all nodes. Milliseconds; `waiting`, `letters` and `cases` of the business. */
export const HistoryPoint = z.object({
  at: Instant,
  requests: Count,
  errors: Count,
  answerP95: Count,
  pushP95: Count,
  newsP95: Count,
  sockets: Count,
  settling: Count,
  poolUsed: Count,
  waiting: Count,
  letters: Count,
  cases: Count,
  /** Background jobs that wait or are worked at. */
  jobs: Count,
})
export type HistoryPoint = z.infer<typeof HistoryPoint>

export const historyHours = [1, 6, 24, 168] as const

export const StatusHistory = z.object({
  from: Instant,
  to: Instant,
  /** Seconds of a bucket. */
  bucket: z.int(),
  points: z.array(HistoryPoint),
})
export type StatusHistory = z.infer<typeof StatusHistory>
